package dev.konkyo.analysis;

import java.util.ArrayList;
import java.util.List;

/** A picture in rows and columns of patches; where these do not divide it, the patches differ by a pixel. */
record Tiling(int height, int width, int rows, int columns) {
    Tiling {
        if (rows < 1 || columns < 1 || rows > height || columns > width) {
            throw new IllegalArgumentException("a picture of " + height + " x " + width
                    + " pixels has between 1 row and column and one for each pixel, got " + rows + " x " + columns);
        }
    }

    /** Patches with sides of about so many pixels. */
    static Tiling ofSide(int height, int width, int side) {
        return new Tiling(height, width, Math.max(1, height / side), Math.max(1, width / side));
    }

    /** Row by row from the top left. */
    List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int top = row * height / rows;
            for (int column = 0; column < columns; column++) {
                int left = column * width / columns;
                patches.add(
                        new Patch(top, left, (row + 1) * height / rows - top, (column + 1) * width / columns - left));
            }
        }
        return patches;
    }
}
