package dev.konkyo.cluster;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * First centres by k-means++: the first point is drawn evenly, every other one with a chance in proportion to its squared distance from
 * the nearest centre so far (Arthur and Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding", section 2.2).
 */
final class Seeding {
    private Seeding() {}

    /**
     * The first centres.
     *
     * @param points at least one
     * @return [at most clusters, dimensions]: fewer if there are fewer different points
     */
    static double[][] centres(double[][] points, int clusters, RandomGenerator random) {
        double[][] centres = new double[clusters][];
        double[] squared = new double[points.length];
        Arrays.fill(squared, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(points.length);
        for (int k = 0; k < clusters; k++) {
            centres[k] = points[chosen];
            for (int i = 0; i < points.length; i++) {
                squared[i] = Math.min(squared[i], Space.squaredDistance(points[i], centres[k]));
            }
            if (Arrays.stream(squared).max().orElse(0) == 0) {
                return Arrays.copyOf(centres, k + 1);
            }
            chosen = draw(squared, random);
        }
        return centres;
    }

    /** An index with a chance in proportion to its weight; never one of weight 0. */
    static int draw(double[] weights, RandomGenerator random) {
        double rest = random.nextDouble() * Arrays.stream(weights).sum();
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                rest -= weights[i];
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last; // rounding left a little over
    }
}
