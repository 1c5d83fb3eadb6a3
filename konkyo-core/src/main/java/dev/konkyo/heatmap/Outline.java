package dev.konkyo.heatmap;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Follows the outer border of 8-connected pixels along their edges, the pixels to the right. */
final class Outline {
    /** East, south, west, north, as (x, y) steps. */
    private static final int[][] STEPS = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

    private final int left;
    private final int top;
    private final int width;
    private final BitSet pixels = new BitSet();

    private Outline(List<Run> runs) {
        top = runs.getFirst().y();
        left = runs.stream().mapToInt(Run::x).min().orElseThrow();
        width = runs.stream().mapToInt(Run::end).max().orElseThrow() - left;
        for (Run run : runs) {
            int first = (run.y() - top) * width + run.x() - left;
            pixels.set(first, first + run.length());
        }
    }

    static List<Vertex> around(List<Run> runs) {
        return new Outline(runs).follow(runs.getFirst());
    }

    /** Starts at the top left corner of the first pixel, which the border passes only once. */
    private List<Vertex> follow(Run first) {
        List<Vertex> corners = new ArrayList<>();
        int x = first.x();
        int y = first.y();
        corners.add(new Vertex(x, y));
        int direction = 0;
        while (true) {
            x += STEPS[direction][0];
            y += STEPS[direction][1];
            if (x == first.x() && y == first.y()) {
                return List.copyOf(corners);
            }
            int turn = turn(x, y, direction);
            if (turn != 0) {
                corners.add(new Vertex(x, y));
                direction = Math.floorMod(direction + turn, 4);
            }
        }
    }

    /** -1 left, 0 straight on, 1 right; left first, so that pixels touching at a corner stay together. */
    private int turn(int x, int y, int direction) {
        if (ahead(x, y, direction, Math.floorMod(direction - 1, 4))) {
            return -1;
        }
        return ahead(x, y, direction, (direction + 1) % 4) ? 0 : 1;
    }

    /** Whether the pixel that touches corner (x, y), ahead and to the given side, belongs to the region. */
    private boolean ahead(int x, int y, int direction, int side) {
        // The pixel right of and below the corner is (x, y) itself; a step west or north leads to the one before.
        int column = x - left + Math.min(STEPS[direction][0] + STEPS[side][0], 0);
        int row = y - top + Math.min(STEPS[direction][1] + STEPS[side][1], 0);
        return column >= 0 && column < width && row >= 0 && pixels.get(row * width + column);
    }
}
