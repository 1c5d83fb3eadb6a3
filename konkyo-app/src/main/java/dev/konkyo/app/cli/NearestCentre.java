package dev.konkyo.app.cli;

import dev.konkyo.cluster.Space;
import dev.konkyo.graph.TensorData;

/**
 * Which of a memory's centres may be the nearest, as far as the float32 of a graph can tell them apart.
 *
 * <p>A graph ranks centres c by z . c - |c|<sup>2</sup> / 2, or by z . c / |c|, and rounds each product and each partial sum by at most the
 * share u = 2<sup>-24</sup>. To first order its error is the sum of these roundings. If they are independent and have mean 0, it exceeds t
 * with a probability of at most 2 exp(-t<sup>2</sup> / (2 r)), where r is the sum of the roundings' squared bounds (Hoeffding 1963, theorem 2).
 * Partial sums are taken to be as large as the sum of the products' amounts, one product after the other; sums in blocks are off by less.
 *
 * @param centres [clusters, length]
 */
record NearestCentre(Space space, TensorData centres) {
    /** The largest share by which float32 rounds. */
    private static final double ROUNDING = 0x1p-24;

    /** In square roots of r: more than this comes with a probability of at most 2 exp(-12.5), once in 130,000. */
    private static final double ROOTS = 5;

    /** How near a centre is, and how far a graph may be off in that. */
    private record Nearness(double value, double error) {
        double least() {
            return value - error;
        }

        double most() {
            return value + error;
        }
    }

    /**
     * Whether no other centre is surely nearer.
     *
     * @param embedding as long as the centres, in the numbers that the graph has looked up
     */
    boolean mayBe(int cluster, double... embedding) {
        int clusters = centres.shape().at(0);
        if (cluster < 0 || cluster >= clusters) {
            return false;
        }
        double[] values = centres.toDoubles();
        double most = nearness(values, cluster, embedding).most();
        for (int other = 0; other < clusters; other++) {
            if (nearness(values, other, embedding).least() > most) {
                return false;
            }
        }
        return true;
    }

    private Nearness nearness(double[] values, int cluster, double... embedding) {
        double product = 0;
        double squares = 0;
        double distance = 0;
        double amount = 0;
        double bounds = 0;
        for (int i = 0; i < embedding.length; i++) {
            double centre = values[cluster * embedding.length + i];
            double term = centre * embedding[i];
            product += term;
            squares += centre * centre;
            distance += (centre - embedding[i]) * (centre - embedding[i]);
            amount += Math.abs(term);
            bounds += term * term + amount * amount;
        }
        // Of the stored |c|^2 / 2 and of adding it, or of |c| and dividing by it.
        return switch (space) {
            case EUCLIDEAN -> {
                double sum = amount + squares / 2;
                yield new Nearness(-distance / 2, error(bounds + squares * squares / 4 + sum * sum));
            }
            case SPHERICAL -> {
                double length = Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
                yield new Nearness(product / length, error(2 * bounds + amount * amount) / length);
            }
        };
    }

    private static double error(double bounds) {
        return ROOTS * ROUNDING * Math.sqrt(bounds);
    }
}
