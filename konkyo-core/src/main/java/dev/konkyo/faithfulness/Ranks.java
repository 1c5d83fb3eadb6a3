package dev.konkyo.faithfulness;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** The order of a map's places as a vector of mean 0 and length 1; the product of two of them is Spearman's rank correlation. */
final class Ranks {
    private final double[] standardised;

    private Ranks(double... standardised) {
        this.standardised = standardised;
    }

    /** Equal values share the mean of their ranks; nothing if all are equal, as a constant map has no order. */
    static Optional<Ranks> of(float... values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, place -> values[place]);
        double[] ranks = new NaturalRanking().rank(doubles);
        double mean = (values.length + 1) / 2.0;
        double squares =
                Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
        if (squares == 0) {
            return Optional.empty();
        }
        double length = Math.sqrt(squares);
        Arrays.setAll(ranks, place -> (ranks[place] - mean) / length);
        return Optional.of(new Ranks(ranks));
    }

    int places() {
        return standardised.length;
    }

    /** Spearman's rank correlation, in [-1, 1]. */
    double correlation(Ranks other) {
        double sum = 0;
        for (int place = 0; place < standardised.length; place++) {
            sum += standardised[place] * other.standardised[place];
        }
        return sum;
    }

    /** The same with the other's places taken in another order. */
    double correlation(Ranks other, int... order) {
        double sum = 0;
        for (int place = 0; place < standardised.length; place++) {
            sum += standardised[place] * other.standardised[order[place]];
        }
        return sum;
    }
}
