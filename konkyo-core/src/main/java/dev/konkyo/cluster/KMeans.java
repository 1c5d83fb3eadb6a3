package dev.konkyo.cluster;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Puts points into groups so that the squared distances from the points to their groups' centres have a small sum: Lloyd's iteration from
 * centres seeded by k-means++, several times over, of which the best is kept.
 *
 * @param clusters groups to make, at least 1
 * @param space what distance means
 * @param restarts how often to begin anew, at least 1
 * @param rounds of Lloyd's iteration after which a start is left as it is, at least 1
 */
public record KMeans(int clusters, Space space, int restarts, int rounds) {
    private static final int USUAL_RESTARTS = 8;
    private static final int USUAL_ROUNDS = 300;

    public KMeans {
        if (clusters < 1 || restarts < 1 || rounds < 1) {
            throw new IllegalArgumentException("k-means needs at least 1 cluster, restart and round, got " + clusters
                    + ", " + restarts + " and " + rounds);
        }
    }

    /** Groups of points that lie near each other. */
    public static KMeans euclidean(int clusters) {
        return new KMeans(clusters, Space.EUCLIDEAN, USUAL_RESTARTS, USUAL_ROUNDS);
    }

    /** Groups of points that lie in the same direction from the origin. */
    public static KMeans spherical(int clusters) {
        return new KMeans(clusters, Space.SPHERICAL, USUAL_RESTARTS, USUAL_ROUNDS);
    }

    /**
     * Groups the points. The same points and random numbers give the same groups.
     *
     * @param points [points, dimensions], at least one, finite; not changed
     * @return groups of at least one point each; fewer than asked for only if there are fewer different points
     * @throws IllegalArgumentException if the points do not fit each other or the space
     */
    public Clustering cluster(double[][] points, RandomGenerator random) {
        check(points);
        double[][] placed = Arrays.stream(points).map(space::placed).toArray(double[][]::new);
        Clustering best = once(placed, random);
        for (int restart = 1; restart < restarts; restart++) {
            Clustering other = once(placed, random);
            best = other.inertia() < best.inertia() ? other : best;
        }
        return best;
    }

    private Clustering once(double[][] placed, RandomGenerator random) {
        return new Lloyd(placed, space, Seeding.centres(placed, clusters, random)).run(rounds);
    }

    private static void check(double[][] points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("k-means needs points, got none");
        }
        for (int i = 0; i < points.length; i++) {
            if (points[i].length != points[0].length) {
                throw new IllegalArgumentException("points have the same number of dimensions, got " + points[0].length
                        + " and " + points[i].length + " for points 0 and " + i);
            }
            if (!Arrays.stream(points[i]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("point " + i + " is not finite");
            }
        }
    }
}
