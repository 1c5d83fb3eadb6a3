package dev.konkyo.model;

import dev.konkyo.image.Image;
import java.util.SplittableRandom;

/**
 * A picture with structure: a ground that changes from one colour to another, discs and bars on it, all drawn in whole numbers, so that
 * each machine draws the same bytes. Networks answer such pictures differently, as they do not with noise.
 */
final class DrawnPicture {
    /** Places are given on a grid of this side, whatever the picture's size. */
    private static final int GRID = 256;

    private static final int SHAPES = 5;

    private final SplittableRandom random;
    private final int height;
    private final int width;
    private final byte[] rgb;

    private DrawnPicture(long seed, int height, int width) {
        random = new SplittableRandom(seed);
        this.height = height;
        this.width = width;
        rgb = new byte[3 * height * width];
    }

    /** What lies at a place of the grid. */
    @FunctionalInterface
    private interface Region {
        boolean holds(int y, int x);
    }

    static Image of(long seed, int height, int width) {
        DrawnPicture picture = new DrawnPicture(seed, height, width);
        picture.ground();
        int shapes = 1 + picture.random.nextInt(SHAPES);
        for (int i = 0; i < shapes; i++) {
            picture.paint(picture.random.nextBoolean() ? picture.disc() : picture.bars());
        }
        return new Image(height, width, picture.rgb);
    }

    private int[] colour() {
        return new int[] {random.nextInt(GRID), random.nextInt(GRID), random.nextInt(GRID)};
    }

    private void ground() {
        int[] from = colour();
        int[] to = colour();
        boolean down = random.nextBoolean();
        for (int i = 0; i < height * width; i++) {
            int share = down ? row(i) : column(i);
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * i + channel] = (byte) ((from[channel] * (GRID - share) + to[channel] * share) / GRID);
            }
        }
    }

    private void paint(Region region) {
        int[] colour = colour();
        for (int i = 0; i < height * width; i++) {
            for (int channel = 0; channel < 3 && region.holds(row(i), column(i)); channel++) {
                rgb[3 * i + channel] = (byte) colour[channel];
            }
        }
    }

    private Region disc() {
        int centreY = random.nextInt(GRID);
        int centreX = random.nextInt(GRID);
        int radius = 16 + random.nextInt(GRID / 3);
        return (y, x) -> (y - centreY) * (y - centreY) + (x - centreX) * (x - centreX) < radius * radius;
    }

    /** A rectangle of stripes; with a wide period it is plain. */
    private Region bars() {
        int top = random.nextInt(GRID);
        int left = random.nextInt(GRID);
        int rows = 16 + random.nextInt(GRID / 2);
        int columns = 16 + random.nextInt(GRID / 2);
        int period = 8 << random.nextInt(6);
        boolean upright = random.nextBoolean();
        return (y, x) -> y >= top
                && y < top + rows
                && x >= left
                && x < left + columns
                && ((upright ? x - left : y - top) / period) % 2 == 0;
    }

    private int row(int pixel) {
        return pixel / width * GRID / height;
    }

    private int column(int pixel) {
        return pixel % width * GRID / width;
    }
}
