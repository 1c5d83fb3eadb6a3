package dev.konkyo.runtime;

/** What the scores of a file are of which only its outputs are known. */
public enum ScoreForm {
    /** Scores before they become probabilities. */
    LOGITS,
    /** Probabilities of classes that exclude each other: those of a photo sum to 1. */
    SOFTMAX,
    /** Numbers in [0, 1] each on its own, or a single one. */
    SIGMOID;

    /** How far single precision and the rounding of 16-bit networks move a sum of probabilities. */
    private static final double ROUNDING = 1e-3;

    /** The largest float below 1, whose logit is finite. */
    private static final float BELOW_ONE = Math.nextDown(1f);

    /**
     * What the scores of some photos look like. Photos as different as can be make it unlikely that other scores all lie in [0, 1] by chance.
     *
     * @param classes that a photo has scores of
     * @param rows the scores of one photo after the other
     */
    static ScoreForm of(int classes, float... rows) {
        for (float score : rows) {
            if (!probability(score)) {
                return LOGITS;
            }
        }
        for (int from = 0; from < rows.length; from += classes) {
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                sum += rows[i];
            }
            if (classes == 1 || Math.abs(sum - 1) > ROUNDING) {
                return SIGMOID;
            }
        }
        return SOFTMAX;
    }

    private static boolean probability(float score) {
        return score >= 0 && score <= 1 + ROUNDING;
    }

    /**
     * The score before softmax, up to what all scores of a photo share, or before the sigmoid.
     *
     * @throws InferenceException if it is no probability where those of the test photos were
     */
    float logit(float score) {
        if (this == LOGITS) {
            return score;
        }
        if (!probability(score)) {
            throw new InferenceException("expected a score in [0, 1] as for all test photos, got " + score
                    + "; export the network with its scores before any last activation");
        }
        double kept = Math.clamp(score, Float.MIN_NORMAL, BELOW_ONE);
        return (float) (this == SOFTMAX ? Math.log(kept) : Math.log(kept) - Math.log1p(-kept));
    }
}
