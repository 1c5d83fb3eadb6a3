package dev.konkyo.graph;

/**
 * The numbers that a value takes, and how 256 steps cover them. Zero is always one of the steps, as borders are filled with it.
 *
 * @param least at most 0
 * @param most at least 0
 */
public record ValueRange(float least, float most) {
    private static final int STEPS = 255;

    public ValueRange {
        if (!Float.isFinite(least) || !Float.isFinite(most)) {
            throw new GraphException("expected finite numbers, got [" + least + ", " + most + "]");
        }
        least = Math.min(least, 0);
        most = Math.max(most, 0);
    }

    /** The width of a step, above 0. */
    public float scale() {
        float scale = (float) (((double) most - least) / STEPS);
        return scale >= Float.MIN_NORMAL ? scale : 1;
    }

    /** The step that means 0, in [0, 255]. */
    public int zero() {
        return (int) Math.clamp(Math.rint(-least / (double) scale()), 0, STEPS);
    }
}
