package dev.konkyo.evidence.memory;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: how far two maps order places alike, whatever their scale. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of the ranks; equal values share the mean of their ranks.
     *
     * @return in [-1, 1]; 1 if both are constant, 0 if only one is
     * @throws IllegalArgumentException if they differ in length
     */
    public static double spearman(float[] first, float[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "maps to compare have as many places, got " + first.length + " and " + second.length);
        }
        double[] a = centred(ranks(first));
        double[] b = centred(ranks(second));
        double lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
        if (lengths == 0) {
            return dot(a, a) == dot(b, b) ? 1 : 0;
        }
        return Math.clamp(dot(a, b) / lengths, -1, 1);
    }

    private static double[] ranks(float... values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int start = 0, end; start < order.length; start = end) {
            end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + end - 1) / 2.0;
            }
        }
        return ranks;
    }

    private static double[] centred(double... ranks) {
        double mean = Arrays.stream(ranks).average().orElse(0);
        return Arrays.stream(ranks).map(rank -> rank - mean).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
