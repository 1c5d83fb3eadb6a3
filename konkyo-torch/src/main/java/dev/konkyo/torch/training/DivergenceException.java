package dev.konkyo.torch.training;

/** A loss, gradient or parameter is no longer a number; the message says where. */
final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergenceException(String message) {
        super(message);
    }
}
