package dev.konkyo.torch.training;

/**
 * What an epoch of a metric-learning head showed of its embeddings.
 *
 * @param offClass mean cosine between training photos of different classes within a batch; near 1 the embeddings have collapsed to one
 *     direction; NaN if no batch had photos of two classes
 * @param scale of the cosines in the loss after the epoch; NaN for losses without one
 */
public record Cosines(double offClass, double scale) {
    /** From here on photos of different classes can hardly be told apart. */
    private static final double COLLAPSED = 0.95;

    /** Whether all photos look alike to the model. */
    public boolean collapsed() {
        return offClass > COLLAPSED;
    }
}
