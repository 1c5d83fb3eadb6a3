package dev.konkyo.cluster;

import java.util.Arrays;

/**
 * Lloyd's iteration: every point to its nearest centre, every centre to the middle of its points, until nothing moves (Lloyd 1982, "Least
 * Squares Quantization in PCM"). A centre that lost all its points begins anew at the point that lies farthest from its own centre.
 */
final class Lloyd {
    private final double[][] points;
    private final Space space;
    private final double[][] centres;
    private final int[] assignment;
    private final double[] squared;

    Lloyd(double[][] points, Space space, double[][] first) {
        this.points = points;
        this.space = space;
        this.centres = first.clone();
        this.assignment = new int[points.length];
        this.squared = new double[points.length];
        Arrays.fill(assignment, -1);
    }

    /** Runs until no point changes its centre, or for so many rounds. */
    Clustering run(int rounds) {
        boolean moved = assign();
        for (int round = 0; moved && round < rounds; round++) {
            moveCentres();
            moved = assign();
        }
        return new Clustering(space, centres, assignment, squared);
    }

    private boolean assign() {
        boolean moved = false;
        for (int i = 0; i < points.length; i++) {
            int nearest = nearest(centres, points[i]);
            moved |= nearest != assignment[i];
            assignment[i] = nearest;
            squared[i] = Space.squaredDistance(points[i], centres[nearest]);
        }
        return reseed() || moved;
    }

    /** Of equally near centres the first. */
    static int nearest(double[][] centres, double... point) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double distance = Space.squaredDistance(point, centres[k]);
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    private boolean reseed() {
        int[] sizes = Clustering.sizes(assignment, centres.length);
        boolean any = false;
        for (int k = 0; k < centres.length; k++) {
            int farthest = sizes[k] > 0 ? -1 : farthestCompanion(sizes);
            if (farthest >= 0) {
                sizes[assignment[farthest]]--;
                sizes[k]++;
                assignment[farthest] = k;
                centres[k] = points[farthest];
                squared[farthest] = 0;
                any = true;
            }
        }
        return any;
    }

    /** The farthest point that does not have its centre for itself alone; -1 if all such points lie on their centres. */
    private int farthestCompanion(int... sizes) {
        int farthest = -1;
        double most = 0;
        for (int i = 0; i < points.length; i++) {
            if (sizes[assignment[i]] > 1 && squared[i] > most) {
                most = squared[i];
                farthest = i;
            }
        }
        return farthest;
    }

    private void moveCentres() {
        int[] sizes = Clustering.sizes(assignment, centres.length);
        double[][] means = new double[centres.length][points[0].length];
        for (int i = 0; i < points.length; i++) {
            double[] mean = means[assignment[i]];
            for (int d = 0; d < mean.length; d++) {
                mean[d] += points[i][d] / sizes[assignment[i]];
            }
        }
        for (int k = 0; k < centres.length; k++) {
            // A centre without points, or with directions that cancel out, stays: no other place is better.
            if (sizes[k] > 0 && (space == Space.EUCLIDEAN || !isOrigin(means[k]))) {
                centres[k] = space.placed(means[k]);
            }
        }
    }

    private static boolean isOrigin(double... point) {
        return Arrays.stream(point).allMatch(value -> value == 0);
    }
}
