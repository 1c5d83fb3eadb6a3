package dev.konkyo.model;

import java.util.Locale;

/**
 * What a share of counted photos says of the share of all photos of their kind: the score interval of E. B. Wilson, "Probable inference, the
 * law of succession, and statistical inference", Journal of the American Statistical Association 22 (1927). It stays within [0, 1] and
 * means something for few photos and for shares of 0 and 1 too.
 *
 * @param low in [0, 1]
 * @param high in [low, 1]
 */
public record WilsonInterval(double low, double high) {
    /** The normal distribution's quantile at 0.975, so that the interval covers 95 %. */
    public static final double Z = 1.959963984540054;

    /**
     * The interval with 95 % confidence.
     *
     * @param hits in [0, trials]
     * @param trials without any the share may be everything from 0 to 1
     */
    public static WilsonInterval of(int hits, int trials) {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException("hits lie in [0, trials], got " + hits + " of " + trials);
        }
        if (trials == 0) {
            return new WilsonInterval(0, 1);
        }
        double n = trials;
        double share = hits / n;
        double z2 = Z * Z;
        double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n));
        // The formula gives exactly 0 and 1 for no hit and for hits only; rounding would spoil it.
        return new WilsonInterval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == trials ? 1 : Math.min(1, centre + half));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f–%.3f", low, high);
    }
}
