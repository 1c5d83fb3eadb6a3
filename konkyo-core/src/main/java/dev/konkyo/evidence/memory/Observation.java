package dev.konkyo.evidence.memory;

/** What a memory keeps of one photo until it is clustered. */
public final class Observation {
    private final float[] embedding;
    private final float[] weights;
    private final int label;

    /**
     * One photo.
     *
     * @param embedding by which the classifier tells photos apart
     * @param weights one per channel of the evidence layer, see {@link Observer}
     * @param label the class whose score the weights are of
     */
    public Observation(float[] embedding, float[] weights, int label) {
        this.embedding = embedding.clone();
        this.weights = weights.clone();
        this.label = label;
    }

    float[] embedding() {
        return embedding;
    }

    float[] weights() {
        return weights;
    }

    int label() {
        return label;
    }

    /** Whether the photo can be placed among others: an embedding of zeros has no direction, one that is not finite no place. */
    boolean usable() {
        boolean finite = true;
        double length = 0;
        for (float value : embedding) {
            finite &= Float.isFinite(value);
            length += Math.abs(value);
        }
        for (float value : weights) {
            finite &= Float.isFinite(value);
        }
        return finite && length > 0;
    }
}
