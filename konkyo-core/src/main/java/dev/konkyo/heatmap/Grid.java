package dev.konkyo.heatmap;

import java.util.Arrays;

/** Arithmetic on bare float grids [height, width], row-major. */
final class Grid {
    private Grid() {}

    /**
     * Samples a grid bilinearly at the centres of another grid's cells.
     *
     * <p>Cell centres lie half a cell inside the border (PyTorch's {@code align_corners=False}); beyond the outermost
     * centres the outermost value goes on. Where a sample lies outside the source, the result is 0.
     *
     * @param rows for each row of the result, where it lies in the source
     * @param columns for each column of the result, where it lies in the source
     */
    static float[] bilinear(float[] source, int width, Axis rows, Axis columns) {
        int outWidth = columns.length();
        float[] out = new float[Math.multiplyExact(rows.length(), outWidth)];
        // Both rows become one before it is spread out: one mixture for each cell of the result instead of three.
        float[] line = new float[width];
        for (int y = 0; y < rows.length(); y++) {
            if (rows.inside(y)) {
                int above = rows.lower(y) * width;
                int below = rows.upper(y) * width;
                float down = rows.weight(y);
                for (int x = 0; x < width; x++) {
                    line[x] = mix(source[above + x], source[below + x], down);
                }
                columns.spread(line, out, y * outWidth);
            }
        }
        return out;
    }

    static float mix(float a, float b, float t) {
        return a + (b - a) * t;
    }

    /** The value below which the share {@code q} of the values lies, interpolated linearly between ranks; sorts its argument. */
    static float quantile(float[] values, double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies in [0, 1], got " + q);
        }
        Arrays.sort(values);
        double rank = q * (values.length - 1);
        int lower = (int) rank;
        int upper = Math.min(lower + 1, values.length - 1);
        return (float) (values[lower] + (rank - lower) * ((double) values[upper] - values[lower]));
    }
}
