package dev.konkyo.runtime;

/** A model or an input that ONNX Runtime or a check before it refused; the message is one line. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InferenceException(String message) {
        super(message);
    }

    InferenceException(String what, Throwable cause) {
        super(
                what + ": "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                cause);
    }
}
