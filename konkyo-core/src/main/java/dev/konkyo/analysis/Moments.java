package dev.konkyo.analysis;

import java.util.List;

/**
 * What Pearson's correlation needs of some pairs of numbers, so that parts can be joined without the pairs (Chan, Golub and LeVeque 1979, "Updating
 * Formulae and a Pairwise Algorithm for Computing Sample Variances").
 *
 * @param count of the pairs
 * @param xx sum of the squared distances from the mean, by x
 * @param yy the same by y
 * @param xy sum of the products of the distances
 */
record Moments(int count, double meanX, double meanY, double xx, double yy, double xy) {
    /** Below this share of a mean's square, a spread is rounding. */
    private static final double ROUNDING = 1e-24;

    static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0);

    /** Those of one pair. */
    static Moments of(double x, double y) {
        return new Moments(1, x, y, 0, 0, 0);
    }

    Moments with(double x, double y) {
        return plus(of(x, y));
    }

    /** Those of all pairs of both. */
    Moments plus(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        double total = (double) count + other.count;
        double share = other.count / total;
        double weight = count * share;
        double x = other.meanX - meanX;
        double y = other.meanY - meanY;
        return new Moments(
                count + other.count,
                meanX + share * x,
                meanY + share * y,
                xx + other.xx + weight * x * x,
                yy + other.yy + weight * y * y,
                xy + other.xy + weight * x * y);
    }

    /** Pearson's correlation of all pairs in some parts; see {@link #correlation()}. */
    static double correlation(List<Moments> parts) {
        return parts.stream().reduce(NONE, Moments::plus).correlation();
    }

    /** Pearson's correlation, in [-1, 1]; not a number where one side never changes or there are fewer than two pairs. */
    double correlation() {
        boolean still = count < 2 || xx <= ROUNDING * count * meanX * meanX || yy <= ROUNDING * count * meanY * meanY;
        return still ? Double.NaN : Math.clamp(xy / Math.sqrt(xx * yy), -1.0, 1.0);
    }
}
