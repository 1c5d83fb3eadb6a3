package dev.konkyo.heatmap;

import dev.konkyo.image.Mask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Connected components the plain way, as an oracle. */
final class FloodFill {
    private FloodFill() {}

    static List<Mask> regions(float[] values, int height, int width) {
        boolean[] open = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            open[i] = values[i] > 0.5f;
        }
        List<Mask> regions = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (open[i]) {
                regions.add(new Mask(height, width, fill(open, height, width, i, true)));
            }
        }
        return regions;
    }

    /** What cannot be reached from outside by edge steps. */
    static Mask withHolesFilled(Mask mask) {
        int height = mask.height() + 2;
        int width = mask.width() + 2;
        boolean[] open = new boolean[height * width];
        for (int i = 0; i < open.length; i++) {
            int y = i / width - 1;
            int x = i % width - 1;
            open[i] = y < 0 || x < 0 || y >= mask.height() || x >= mask.width() || !mask.at(y, x);
        }
        boolean[] outside = fill(open, height, width, 0, false);
        for (int i = 0; i < outside.length; i++) {
            outside[i] = !outside[i];
        }
        return new Mask(height, width, outside);
    }

    private static boolean[] fill(boolean[] open, int height, int width, int seed, boolean corners) {
        boolean[] filled = new boolean[open.length];
        Deque<Integer> next = new ArrayDeque<>(List.of(seed));
        while (!next.isEmpty()) {
            int cell = next.pop();
            if (!open[cell]) {
                continue;
            }
            open[cell] = false;
            filled[cell] = true;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int y = cell / width + dy;
                    int x = cell % width + dx;
                    if ((corners || dy == 0 || dx == 0) && y >= 0 && y < height && x >= 0 && x < width) {
                        next.push(y * width + x);
                    }
                }
            }
        }
        return filled;
    }
}
