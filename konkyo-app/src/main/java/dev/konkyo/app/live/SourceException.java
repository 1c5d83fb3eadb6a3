package dev.konkyo.app.live;

/** A source that gives no frame: it cannot be opened, broke, stalled or ended; the message is one line. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SourceException(String message) {
        super(message);
    }

    SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
