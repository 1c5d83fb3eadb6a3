package dev.konkyo.app.demo;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A periodic tile of smooth noise with mean 0 and standard deviation 1, looked up bilinearly. The tiles are the same in
 * every photo; a scene looks at them from a random offset.
 */
final class Noise {
    private static final int SIDE = 256;
    private static final int WRAP = SIDE - 1;

    /** Correlated over about one unit. */
    static final Noise GRAIN = new Noise(tile(11, 1));
    /** Octaves from 64 units down to 2. */
    static final Noise CLOUD = new Noise(clouds());
    /** Mostly 0, with soft specks of height up to 1 and a radius of 1 to 3 units. */
    static final Noise SPECKS = new Noise(specks());
    /** Mostly 0, with hairlines of height -1 to 1 in every direction. */
    static final Noise HAIRS = new Noise(hairs());

    private final float[] tile;

    private Noise(float[] tile) {
        this.tile = tile;
    }

    double at(double x, double y) {
        int left = floor(x);
        int top = floor(y);
        float fx = (float) (x - left);
        float fy = (float) (y - top);
        int row = (top & WRAP) * SIDE;
        int below = (top + 1 & WRAP) * SIDE;
        int x0 = left & WRAP;
        int x1 = left + 1 & WRAP;
        float upper = tile[row + x0] + fx * (tile[row + x1] - tile[row + x0]);
        float lower = tile[below + x0] + fx * (tile[below + x1] - tile[below + x0]);
        return upper + fy * (lower - upper);
    }

    /** Math.floor without its care for what no int can hold. */
    private static int floor(double x) {
        int truncated = (int) x;
        return x < truncated ? truncated - 1 : truncated;
    }

    private static float[] tile(long seed, int blur) {
        var random = new SplittableRandom(seed);
        float[] tile = new float[SIDE * SIDE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (float) random.nextGaussian();
        }
        for (int pass = 0; pass < 2; pass++) {
            tile = transposedBoxBlur(transposedBoxBlur(tile, blur), blur);
        }
        return standardised(tile);
    }

    private static float[] clouds() {
        float[] sum = new float[SIDE * SIDE];
        for (int blur = 1; blur <= 32; blur *= 2) {
            float[] octave = tile(100 + blur, blur);
            float weight = (float) Math.pow(blur, 0.7);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * octave[i];
            }
        }
        return standardised(sum);
    }

    private static float[] specks() {
        RandomGenerator random = new SplittableRandom(77);
        float[] tile = new float[SIDE * SIDE];
        for (int n = 0; n < 65; n++) {
            double x = random.nextDouble(SIDE);
            double y = random.nextDouble(SIDE);
            double radius = 0.8 + 2.2 * Math.pow(random.nextDouble(), 3);
            double height = random.nextDouble(0.3, 1);
            for (int dy = -4; dy <= 4; dy++) {
                for (int dx = -4; dx <= 4; dx++) {
                    int column = (int) x + dx;
                    int row = (int) y + dy;
                    double distance = Math.hypot(column - x, row - y) / radius;
                    int i = (row & WRAP) * SIDE + (column & WRAP);
                    tile[i] = (float) Math.max(tile[i], height * Math.clamp(1.6 - 1.2 * distance, 0, 1));
                }
            }
        }
        return tile;
    }

    private static float[] hairs() {
        RandomGenerator random = new SplittableRandom(78);
        float[] tile = new float[SIDE * SIDE];
        for (int n = 0; n < 225; n++) {
            double x = random.nextDouble(SIDE);
            double y = random.nextDouble(SIDE);
            double angle = random.nextDouble(2 * Math.PI);
            double turn = random.nextGaussian() * 0.01;
            double length = random.nextDouble(6, 40);
            double height = random.nextDouble(-1, 1);
            for (double run = 0; run < length; run += 0.5) {
                int i = ((int) y & WRAP) * SIDE + ((int) x & WRAP);
                tile[i] = (float) (height * Math.sin(Math.PI * run / length));
                x += 0.5 * Math.cos(angle);
                y += 0.5 * Math.sin(angle);
                angle += turn;
            }
        }
        return tile;
    }

    /** Blurs along the rows and swaps rows with columns, so that two calls blur both ways. */
    private static float[] transposedBoxBlur(float[] tile, int reach) {
        float[] blurred = new float[tile.length];
        for (int y = 0; y < SIDE; y++) {
            float sum = 0;
            for (int x = -reach; x <= reach; x++) {
                sum += tile[y * SIDE + (x & WRAP)];
            }
            for (int x = 0; x < SIDE; x++) {
                blurred[x * SIDE + y] = sum;
                sum += tile[y * SIDE + (x + reach + 1 & WRAP)] - tile[y * SIDE + (x - reach & WRAP)];
            }
        }
        return blurred;
    }

    private static float[] standardised(float[] tile) {
        double mean = 0;
        for (float value : tile) {
            mean += value;
        }
        mean /= tile.length;
        double variance = 0;
        for (float value : tile) {
            variance += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(variance / tile.length);
        float[] result = Arrays.copyOf(tile, tile.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) ((result[i] - mean) / deviation);
        }
        return result;
    }
}
