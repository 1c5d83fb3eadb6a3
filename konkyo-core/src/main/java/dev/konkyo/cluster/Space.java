package dev.konkyo.cluster;

/** What distance means. Both are measured as squared straight lines, in the spherical space between points of the unit sphere. */
public enum Space {
    /** Points as they are; a centre is the mean of its points. */
    EUCLIDEAN {
        @Override
        double[] placed(double... point) {
            return point.clone();
        }
    },
    /**
     * Only directions count: points are brought to length 1, a centre is the direction of its points' sum, and the squared distance is
     * {@code 2 (1 - cosine)} (Dhillon and Modha 2001, "Concept Decompositions for Large Sparse Text Data Using Clustering").
     */
    SPHERICAL {
        @Override
        double[] placed(double... point) {
            // The largest number first: squares of tiny or huge ones would vanish or overflow.
            double largest = 0;
            for (double value : point) {
                largest = Math.max(largest, Math.abs(value));
            }
            if (largest == 0) {
                throw new IllegalArgumentException(
                        "a point at the origin has no direction, so it has no place in a spherical clustering; leave it out");
            }
            double squares = 0;
            for (double value : point) {
                squares += value / largest * (value / largest);
            }
            double[] unit = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                unit[i] = point[i] / largest / Math.sqrt(squares);
            }
            return unit;
        }
    };

    /**
     * A point where it lies in this space.
     *
     * @throws IllegalArgumentException if it has no place there
     */
    abstract double[] placed(double... point);

    /** The squared straight line between two points of this space. */
    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
