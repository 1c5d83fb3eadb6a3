package dev.konkyo.bench;

import java.util.Arrays;

/** What is told of several rounds. */
final class Rounds {
    private Rounds() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(double... values) {
        return quantile(0.5, values);
    }

    /**
     * A quantile, linear between ranks.
     *
     * @param share in [0, 1]
     * @param values at least one, in any order
     */
    static double quantile(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
