package dev.konkyo.dataset;

/** A folder that cannot serve as a data set. The message is one line: what, expected, got, what to do next. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }
}
