package dev.konkyo.model;

/** A model that cannot be used: what is wrong and what to do. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }
}
