package dev.konkyo.dataset;

/** Network inputs with their labels. The arrays are not copied and belong to whoever takes the batch. */
public final class Batch {
    private final float[] pixels;
    private final int[] labels;
    private final int[] samples;

    /**
     * Wraps the arrays.
     *
     * @param pixels shape [size, 3, height, width], normalised
     * @param labels of each input
     * @param samples index of each input's sample
     */
    public Batch(float[] pixels, int[] labels, int[] samples) {
        if (labels.length == 0 || labels.length != samples.length || pixels.length % labels.length != 0) {
            throw new IllegalArgumentException("a batch needs a label and a sample for each input, got " + pixels.length
                    + " numbers, " + labels.length + " labels and " + samples.length + " samples");
        }
        this.pixels = pixels;
        this.labels = labels;
        this.samples = samples;
    }

    /** How many inputs there are; at least 1. */
    public int size() {
        return labels.length;
    }

    /** Shape [size, 3, height, width], normalised. */
    public float[] pixels() {
        return pixels;
    }

    /** The label of each input. */
    public int[] labels() {
        return labels;
    }

    /** The classes' shares in each input, shape [size, classes]: rows of one-hot distributions. */
    public float[] shares(int classes) {
        float[] shares = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            shares[i * classes + labels[i]] = 1;
        }
        return shares;
    }

    /** For each input the index of its sample among those that the loader was given. */
    public int[] samples() {
        return samples;
    }
}
