package dev.konkyo.graph;

/** A graph, a tensor or weights that do not fit together; the message is one line for people. */
public final class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GraphException(String message) {
        super(message);
    }

    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
