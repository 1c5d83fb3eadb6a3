package dev.konkyo.weights;

/** A weights file that cannot be read; the message is one line for people. */
public final class WeightsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }

    public WeightsException(String message, Throwable cause) {
        super(message.replaceAll("\\p{Cntrl}", "?"), cause);
    }
}
