package dev.konkyo.heatmap;

import dev.konkyo.image.Box;
import dev.konkyo.image.Mask;
import java.util.Arrays;
import java.util.List;

/**
 * Connected pixels of a photo that hold evidence.
 *
 * @param box the smallest rectangle around the pixels, in photo pixels
 * @param runs the pixels, row by row from the top, from the left within a row
 * @param score the largest evidence inside, in the heatmap's unit
 */
public record Region(Box box, List<Run> runs, float score) {
    public Region {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a region needs at least one run of pixels, got none");
        }
    }

    /** The region of the given pixels, with the box around them. */
    static Region of(List<Run> runs, float score) {
        int left = Integer.MAX_VALUE;
        int right = 0;
        for (Run run : runs) {
            left = Math.min(left, run.x());
            right = Math.max(right, run.end());
        }
        int top = runs.getFirst().y();
        int bottom = runs.getLast().y() + 1;
        return new Region(new Box(left, top, right - left, bottom - top), runs, score);
    }

    /** The number of pixels. */
    public int area() {
        return runs.stream().mapToInt(Run::length).sum();
    }

    /**
     * The outer border as a closed polygon along the pixels' edges, clockwise from the top left, without repeating the first corner.
     * Holes are not part of it; {@link #runs} has them.
     */
    public List<Vertex> outline() {
        return Outline.around(runs);
    }

    /** The pixels as a mask of a photo of the given size, which must hold the region. */
    public Mask mask(int photoHeight, int photoWidth) {
        boolean[] pixels = new boolean[photoHeight * photoWidth];
        for (Run run : runs) {
            int start = run.y() * photoWidth;
            Arrays.fill(pixels, start + run.x(), start + run.end(), true);
        }
        return new Mask(photoHeight, photoWidth, pixels);
    }
}
