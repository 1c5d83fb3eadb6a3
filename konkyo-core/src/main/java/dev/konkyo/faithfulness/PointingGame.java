package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Peak;
import dev.konkyo.image.Mask;

/**
 * Does the strongest evidence lie on the object? (Zhang et al., "Top-down Neural Attention by Excitation Backprop", ECCV 2016,
 * section 5.1.)
 *
 * @param share how far beside the object the maximum may lie, as a share of the photo's shorter side, at least 0
 */
public record PointingGame(double share) {
    /**
     * The game with the paper's tolerance: 15 pixels on photos whose shorter side is about 224. As many pixels of a photo of 96 would be a
     * third of it.
     */
    public static final PointingGame PUBLISHED = new PointingGame(15.0 / 224);
    /** The maximum must lie on the object itself. */
    public static final PointingGame EXACT = new PointingGame(0);

    public PointingGame {
        if (!(share >= 0)) {
            throw new IllegalArgumentException("a tolerance is at least 0 of the photo's shorter side, got " + share);
        }
    }

    /** How far beside the object the maximum may lie in a photo of this size, in pixels. */
    public double tolerance(int height, int width) {
        return share * Math.min(height, width);
    }

    /**
     * Whether the map's global maximum lies within the tolerance of a pixel of the mask.
     *
     * <p>A map without positive evidence points nowhere: it misses. So does any map when the mask is empty.
     *
     * @param mask the object's pixels, at the photo's size
     */
    public boolean hit(Heatmap map, Mask mask) {
        if (!map.hasEvidence()) {
            return false;
        }
        Peak peak = map.peak();
        double tolerance = tolerance(mask.height(), mask.width());
        int top = (int) Math.clamp(Math.floor(peak.y() - tolerance) - 1, 0, mask.height());
        int bottom = (int) Math.clamp(Math.ceil(peak.y() + tolerance) + 1, 0, mask.height());
        int left = (int) Math.clamp(Math.floor(peak.x() - tolerance) - 1, 0, mask.width());
        int right = (int) Math.clamp(Math.ceil(peak.x() + tolerance) + 1, 0, mask.width());
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (mask.at(y, x) && Math.hypot(gap(peak.y(), y), gap(peak.x(), x)) <= tolerance) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How far a coordinate lies from the pixel that covers [pixel, pixel + 1]; 0 inside and on its edges. */
    private static double gap(double coordinate, int pixel) {
        return Math.max(Math.max(pixel - coordinate, coordinate - pixel - 1), 0);
    }
}
