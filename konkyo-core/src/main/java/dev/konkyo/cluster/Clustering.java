package dev.konkyo.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Points in groups. */
public final class Clustering {
    private final Space space;
    private final double[][] centres;
    private final int[] assignment;
    private final double[] squared;

    Clustering(Space space, double[][] centres, int[] assignment, double[] squared) {
        this.space = space;
        this.centres = centres;
        this.assignment = assignment;
        this.squared = squared;
    }

    /** How many groups there are. */
    public int clusters() {
        return centres.length;
    }

    /** The middle of a group; in the spherical space of length 1. */
    public double[] centre(int cluster) {
        return centres[cluster].clone();
    }

    /** The group of each point, in the points' order. */
    public int[] assignment() {
        return assignment.clone();
    }

    /** The points of a group, by index, in their order. */
    public int[] members(int cluster) {
        return IntStream.range(0, assignment.length)
                .filter(i -> assignment[i] == cluster)
                .toArray();
    }

    /** How many points each group has. */
    public int[] sizes() {
        return sizes(assignment, centres.length);
    }

    /** The sum over the points of the squared distance to their centre; in the spherical space of {@code 2 (1 - cosine)}. */
    public double inertia() {
        return Arrays.stream(squared).sum();
    }

    /**
     * The group whose centre is nearest to any point; of equally near ones the first.
     *
     * @param point as many dimensions as the centres
     */
    public int nearest(double... point) {
        if (point.length != centres[0].length) {
            throw new IllegalArgumentException(
                    "the centres have " + centres[0].length + " dimensions, got a point with " + point.length);
        }
        return Lloyd.nearest(centres, space.placed(point));
    }

    static int[] sizes(int[] assignment, int clusters) {
        int[] sizes = new int[clusters];
        for (int cluster : assignment) {
            sizes[cluster]++;
        }
        return sizes;
    }
}
