package dev.konkyo.app.cli;

/** Words that do not fit the model or the data: wrong usage that shows only after these were read. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
