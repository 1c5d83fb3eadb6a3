package dev.konkyo.heatmap;

/**
 * Neighbouring pixels of one row.
 *
 * @param y row of the photo
 * @param x column of the first pixel
 * @param length at least 1
 */
public record Run(int y, int x, int length) {
    public Run {
        if (y < 0 || x < 0 || length < 1) {
            throw new IllegalArgumentException(
                    "a run starts inside the photo and has a pixel, got y " + y + ", x " + x + ", length " + length);
        }
    }

    /** The column after the last pixel. */
    public int end() {
        return x + length;
    }
}
