package dev.konkyo.app.report;

import java.util.List;

/**
 * Whether two models that judged the same photos differ by more than chance: Q. McNemar, "Note on the sampling error of the difference
 * between correlated proportions or percentages", Psychometrika 12 (1947), with the binomial distribution itself in place of its
 * approximation, so that a handful of photos is enough.
 *
 * @param onlyFirst photos that only the first model judged right
 * @param onlySecond photos that only the second model judged right
 */
public record McNemar(int onlyFirst, int onlySecond) {
    public McNemar {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException("counts are at least 0, got " + onlyFirst + " and " + onlySecond);
        }
    }

    /** Counts the photos, which both lists hold in the same order; true stands for a right judgement. */
    public static McNemar of(List<Boolean> first, List<Boolean> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "both models judge the same photos, got " + first.size() + " and " + second.size());
        }
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.size(); i++) {
            onlyFirst += first.get(i) && !second.get(i) ? 1 : 0;
            onlySecond += second.get(i) && !first.get(i) ? 1 : 0;
        }
        return new McNemar(onlyFirst, onlySecond);
    }

    /**
     * How likely a difference at least this large is between models that are equally good.
     *
     * @return two-sided, in (0, 1]
     */
    public double pValue() {
        int trials = onlyFirst + onlySecond;
        double sum = 0;
        // Each of the photos falls to either side with probability 1/2; logarithms keep 2^-trials from vanishing.
        double logarithm = -trials * Math.log(2);
        for (int k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
            sum += Math.exp(logarithm);
            logarithm += Math.log(trials - k) - Math.log(k + 1.0);
        }
        return Math.min(1, 2 * sum);
    }
}
