package dev.konkyo.dataset;

import dev.konkyo.image.Inputs;

/** Network inputs with their labels. The arrays are not copied and belong to whoever takes the batch. */
public final class Batch {
    private final Inputs inputs;
    private final int[] labels;
    private final int[] others;
    private final double share;
    private final int[] samples;

    /**
     * Wraps the arrays.
     *
     * @param inputs normalised
     * @param labels of each input
     * @param samples index of each input's sample
     */
    public Batch(Inputs inputs, int[] labels, int[] samples) {
        this(inputs, labels, labels, 1, samples);
    }

    private Batch(Inputs inputs, int[] labels, int[] others, double share, int[] samples) {
        if (labels.length != inputs.size() || samples.length != inputs.size()) {
            throw new IllegalArgumentException("a batch needs a label and a sample for each input, got " + inputs.size()
                    + " inputs, " + labels.length + " labels and " + samples.length + " samples");
        }
        this.inputs = inputs;
        this.labels = labels;
        this.others = others;
        this.share = share;
        this.samples = samples;
    }

    /**
     * The same inputs with two labels each.
     *
     * @param partners the other label of each input
     * @param own the share of {@link #labels()}, in [0, 1]; the rest is the partners'
     */
    public Batch mixed(int[] partners, double own) {
        if (partners.length != labels.length || !(own >= 0 && own <= 1)) {
            throw new IllegalArgumentException("a mixed batch needs another label for each of its " + labels.length
                    + " inputs and a share in [0, 1], got " + partners.length + " labels and " + own);
        }
        return new Batch(inputs, labels, partners, own, samples);
    }

    /** How many inputs there are; at least 1. */
    public int size() {
        return labels.length;
    }

    /** What the network takes, normalised. */
    public Inputs inputs() {
        return inputs;
    }

    /** The label of each input; of a mixed one the label of the photo that its partner was mixed into. */
    public int[] labels() {
        return labels;
    }

    /** The classes' shares in each input, shape [size, classes]: every row has the sum 1, and one share unless the batch is mixed. */
    public float[] shares(int classes) {
        float[] shares = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            shares[i * classes + labels[i]] += (float) share;
            shares[i * classes + others[i]] += (float) (1 - share);
        }
        return shares;
    }

    /** For each input the index of its sample among those that the loader was given. */
    public int[] samples() {
        return samples;
    }
}
