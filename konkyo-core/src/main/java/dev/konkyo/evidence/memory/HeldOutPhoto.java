package dev.konkyo.evidence.memory;

/** A photo that a memory's maps are held against the true map on. Only how places rank counts, so cosines' parts are left unscaled. */
public final class HeldOutPhoto {
    private final float[] embedding;
    private final float[] activation;
    private final float[] truth;

    /**
     * One photo.
     *
     * @param activation of the evidence layer, channel after channel
     * @param weights of the channels for this photo, to a factor above 0
     */
    HeldOutPhoto(float[] embedding, float[] activation, float[] weights) {
        this.embedding = embedding;
        this.activation = activation;
        this.truth = map(weights);
    }

    float[] embedding() {
        return embedding;
    }

    /** The true map, row by row. */
    float[] truth() {
        return truth;
    }

    /** The positive part of the channels' weighted sum, row by row: Grad-CAM's equation 2. */
    float[] map(float... weights) {
        int places = activation.length / weights.length;
        float[] map = new float[places];
        for (int channel = 0; channel < weights.length; channel++) {
            for (int place = 0; weights[channel] != 0 && place < places; place++) {
                map[place] += weights[channel] * activation[channel * places + place];
            }
        }
        for (int place = 0; place < places; place++) {
            map[place] = Math.max(map[place], 0);
        }
        return map;
    }
}
