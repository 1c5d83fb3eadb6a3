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

    static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The mean's own; no number for a single value. */
    static double standardError(double... values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
