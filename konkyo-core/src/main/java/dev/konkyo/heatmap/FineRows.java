package dev.konkyo.heatmap;

import java.util.Arrays;

/**
 * A map at a photo's pixels, bilinear, one row at a time. Mixing does not exceed what it mixes, so rows between cells that do not exceed the
 * threshold are not made.
 */
final class FineRows {
    private final Heatmap map;
    private final float threshold;
    private final Axis rows;
    private final Axis columns;
    /** Whether a row of cells has one above the threshold. */
    private final boolean[] above;

    private final float[] line;
    private final float[] pixels;

    FineRows(Heatmap map, float threshold, Axis rows, Axis columns) {
        this.map = map;
        this.threshold = threshold;
        this.rows = rows;
        this.columns = columns;
        line = new float[map.width()];
        pixels = new float[columns.length()];
        above = new boolean[map.height()];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                above[y] |= map.at(y, x) > threshold;
            }
        }
    }

    int height() {
        return rows.length();
    }

    /** Whether any pixel of the row may exceed the threshold. Outside the map pixels are 0. */
    boolean mayExceed(int y) {
        return threshold < 0 || (rows.inside(y) && (above[rows.lower(y)] || above[rows.upper(y)]));
    }

    /** The pixels of a row; overwritten by the next. */
    float[] row(int y) {
        if (!rows.inside(y)) {
            Arrays.fill(pixels, 0);
            return pixels;
        }
        for (int x = 0; x < line.length; x++) {
            line[x] = Grid.mix(map.at(rows.lower(y), x), map.at(rows.upper(y), x), rows.weight(y));
        }
        columns.spread(line, pixels, 0);
        return pixels;
    }
}
