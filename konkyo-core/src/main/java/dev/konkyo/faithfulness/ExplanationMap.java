package dev.konkyo.faithfulness;

/** A photo seen through a map: each pixel times its importance, in [0, 1] from the map's minimum to its maximum. */
final class ExplanationMap {
    private ExplanationMap() {}

    /** Values from 0 at the minimum to 1 at the maximum; all 0 if they are all the same. */
    static float[] normalised(float... map) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : map) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float[] out = new float[map.length];
        if (max > min) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) ((map[i] - (double) min) / ((double) max - min));
            }
        }
        return out;
    }

    /** The photo of a trial, [3, height, width], seen through the trial's map. */
    static float[] seenThrough(Trial trial) {
        float[] weights = normalised(trial.map());
        float[] out = trial.image().clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= weights[i % weights.length];
        }
        return out;
    }

    /** By how large a share the score falls, in [0, 1]; not a number where the score is 0. */
    static double drop(double score, double seen) {
        return score == 0 ? Double.NaN : Math.max(0, score - seen) / score;
    }
}
