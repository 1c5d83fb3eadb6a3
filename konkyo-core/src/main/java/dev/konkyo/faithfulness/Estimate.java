package dev.konkyo.faithfulness;

/**
 * A number with its confidence interval.
 *
 * @param value over all photos
 * @param low lower end of the interval; not a number for a single photo, which says nothing of others
 * @param high upper end of the interval; not a number for a single photo
 * @param photos that it rests on
 */
public record Estimate(double value, double low, double high, int photos) {
    /** Whether there is an interval. */
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
