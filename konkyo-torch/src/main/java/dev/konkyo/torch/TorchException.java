package dev.konkyo.torch;

/** A computation that libtorch or a check before it refused; the message is one line. */
public final class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TorchException(String message) {
        super(message);
    }

    TorchException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The first line of an engine's message, which a C++ backtrace follows, after what was tried. */
    public static TorchException of(String what, RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        return new TorchException(what + ": " + message.lines().findFirst().orElse(""), cause);
    }
}
