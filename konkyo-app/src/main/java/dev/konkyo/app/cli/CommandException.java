package dev.konkyo.app.cli;

/** What a command cannot do, in one line for people: what, expected, got, what to do next. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
