package dev.konkyo.heatmap;

/**
 * A local maximum of a heatmap.
 *
 * @param y in photo pixels, from the photo's top edge
 * @param x in photo pixels, from the photo's left edge
 * @param value the heatmap's value there, in its unit
 */
public record Peak(double y, double x, float value) {

    /** Euclidean distance to another peak, in photo pixels. */
    public double distance(Peak other) {
        return Math.hypot(y - other.y, x - other.x);
    }
}
