package dev.konkyo.heatmap;

import dev.konkyo.image.Box;

/**
 * Lays evidence over pixels at the speed of a video: rows are mixed before columns, colours come from a table of 1024 levels between floor and
 * ceiling, and no map of the photo's size is made. What the colours mean stands at {@link Overlay#tinted}.
 */
public final class Tint {
    private static final int LEVELS = 1024;
    private static final int SHIFT = 12;
    private static final int WHOLE = 1 << SHIFT;

    /** A pixel's three bytes. */
    public enum Order {
        RGB(16, 0),
        BGR(0, 16);

        private final int first;
        private final int last;

        Order(int first, int last) {
            this.first = first;
            this.last = last;
        }
    }

    /** The three colours in their order and the cover for each level of evidence between floor and ceiling. */
    private final int[] table = new int[4 * (LEVELS + 1)];

    /**
     * A tint.
     *
     * @param opacity share of the colour where the evidence reaches the ceiling, in (0, 1]
     * @param order of the pixels' bytes
     */
    public Tint(Colormap colours, double opacity, Order order) {
        if (!(opacity > 0 && opacity <= 1)) {
            throw new IllegalArgumentException("an opacity lies in (0, 1], got " + opacity);
        }
        for (int level = 1; level <= LEVELS; level++) {
            double fraction = (double) level / LEVELS;
            int rgb = colours.rgb(fraction);
            table[4 * level] = rgb >> order.first & 255;
            table[4 * level + 1] = rgb >> 8 & 255;
            table[4 * level + 2] = rgb >> order.last & 255;
            table[4 * level + 3] = (int) Math.round(WHOLE * opacity * Math.sqrt(fraction));
        }
    }

    /**
     * Colours pixels.
     *
     * @param pixels three bytes each, row by row
     * @param height rows
     * @param width of a row in pixels
     * @param map placed in these pixels
     */
    public void over(byte[] pixels, int height, int width, Heatmap map, EvidenceScale scale) {
        if (map.max() <= scale.floor()) {
            return;
        }
        Box place = map.placement();
        int[] left = new int[width];
        float[] share = new float[width];
        places(left, share, map.width(), place.x(), place.width());
        int[] above = new int[height];
        float[] down = new float[height];
        places(above, down, map.height(), place.y(), place.height());
        float[] levels = levels(map, scale);
        float[] row = new float[map.width() + 1];
        for (int y = 0; y < height; y++) {
            if (above[y] >= 0 && mix(levels, map.width(), map.height(), above[y], down[y], row)) {
                colour(pixels, 3 * y * width, left, share, row);
            }
        }
    }

    /** Where pixels' centres fall among the centres of cells: the lower neighbour, -1 outside, and the share of the upper one. */
    private static void places(int[] lower, float[] share, int cells, double start, double extent) {
        for (int i = 0; i < lower.length; i++) {
            double at = (i + 0.5 - start) / extent;
            double position = Math.clamp(at * cells - 0.5, 0, cells - 1);
            lower[i] = at < 0 || at >= 1 ? -1 : (int) position;
            share[i] = (float) (position - (int) position);
        }
    }

    /** The map in levels of the table, not yet cut off at floor and ceiling: mixing comes first. */
    private static float[] levels(Heatmap map, EvidenceScale scale) {
        float[] levels = map.values().clone();
        float factor = LEVELS / (scale.ceiling() - scale.floor());
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (levels[i] - scale.floor()) * factor;
        }
        return levels;
    }

    /** Mixes two rows of cells; the last cell is repeated. Returns whether anything lies above the floor. */
    private static boolean mix(float[] levels, int width, int height, int above, float down, float[] row) {
        int upper = above * width;
        int lower = Math.min(above + 1, height - 1) * width;
        boolean some = false;
        for (int x = 0; x < width; x++) {
            row[x] = levels[upper + x] + down * (levels[lower + x] - levels[upper + x]);
            some |= row[x] > 0;
        }
        row[width] = row[width - 1];
        return some;
    }

    private void colour(byte[] pixels, int start, int[] left, float[] share, float[] row) {
        for (int x = 0; x < left.length; x++) {
            int cell = left[x];
            if (cell < 0) {
                continue;
            }
            float level = row[cell] + share[x] * (row[cell + 1] - row[cell]);
            if (level > 0) {
                int entry = 4 * Math.clamp((int) level, 1, LEVELS);
                int at = start + 3 * x;
                int cover = table[entry + 3];
                pixels[at] = mixed(pixels[at], table[entry], cover);
                pixels[at + 1] = mixed(pixels[at + 1], table[entry + 1], cover);
                pixels[at + 2] = mixed(pixels[at + 2], table[entry + 2], cover);
            }
        }
    }

    private static byte mixed(byte below, int above, int cover) {
        int ground = below & 255;
        return (byte) (ground + ((cover * (above - ground) + WHOLE / 2) >> SHIFT));
    }
}
