package dev.konkyo.app.live;

/** Pictures that could not be written; the message is one line. */
public final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
