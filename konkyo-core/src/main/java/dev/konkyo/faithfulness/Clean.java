package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Heatmap;

/**
 * A map of a photo that has nothing to name.
 *
 * @param height of the photo, in pixels
 * @param width of the photo, in pixels
 */
public record Clean(Heatmap map, int height, int width) {
    /** The map at the photo's pixels, row by row. */
    float[] pixels() {
        return map.onto(height, width).values();
    }
}
