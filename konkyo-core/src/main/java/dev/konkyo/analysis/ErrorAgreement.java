package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.model.WilsonInterval;
import java.util.List;

/**
 * How alike two models fail.
 *
 * @param classes each with its errors
 * @param photos how many
 * @param both photos on which both are wrong
 * @param alone photos on which only the one is wrong
 */
public record ErrorAgreement(List<ClassErrors> classes, int photos, int both, Pair<Integer> alone) {
    /** Two points always lie on a line. */
    private static final int FEWEST = 3;

    /** Of Fisher's variance, 1 / (classes - 3). */
    private static final int FISHER = 3;

    public ErrorAgreement {
        classes = List.copyOf(classes);
    }

    /**
     * The errors on photos of one class.
     *
     * @param label index into the shared labels
     * @param photos of this class
     */
    public record ClassErrors(int label, int photos, Pair<Integer> errors) {
        /** The shares of the class's photos, in [0, 1]; not a number without photos. */
        public Pair<Double> rates() {
            return errors.map(count -> (double) count / photos);
        }
    }

    /** The classes of which there are photos. */
    public List<ClassErrors> shown() {
        return classes.stream().filter(errors -> errors.photos > 0).toList();
    }

    /**
     * Pearson's correlation of both models' error rates over the classes; not a number for fewer than three classes, or where one model has
     * the same rate in all.
     */
    public double correlation() {
        return shown().size() < FEWEST
                ? Double.NaN
                : Moments.correlation(shown().stream()
                        .map(errors -> Moments.of(
                                errors.rates().first(), errors.rates().second()))
                        .toList());
    }

    /**
     * What the {@link #correlation()} says of other classes of this kind, with 95 % confidence: Fisher 1915, by the inverse hyperbolic tangent,
     * whose spread is 1 / sqrt(classes - 3). At 1 and -1 the tangent has no end and the interval no width: then it says nothing.
     *
     * @return without an interval for fewer than four classes
     */
    public Estimate correlated() {
        int count = shown().size();
        double r = correlation();
        if (count <= FISHER || Double.isNaN(r)) {
            return new Estimate(r, Double.NaN, Double.NaN, count);
        }
        double middle = 0.5 * Math.log((1 + r) / (1 - r));
        double half = WilsonInterval.Z / Math.sqrt(count - FISHER);
        return new Estimate(r, Math.tanh(middle - half), Math.tanh(middle + half), count);
    }

    /**
     * What the {@link #consistency()} says of other photos, with 95 % confidence: Wilson's interval of the share on which both fare alike, with
     * chance as it is here (Cohen 1960 takes the normal approximation, which leaves no doubt where both always fare alike).
     */
    public Estimate consistent() {
        double chance = chance();
        if (chance == 1) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN, photos);
        }
        var alike = WilsonInterval.of(both + neither(), photos);
        return new Estimate(
                consistency(), (alike.low() - chance) / (1 - chance), (alike.high() - chance) / (1 - chance), photos);
    }

    private double chance() {
        double n = photos;
        double first = (both + alone.first()) / n;
        double second = (both + alone.second()) / n;
        return first * second + (1 - first) * (1 - second);
    }

    /** Photos on which both are right. */
    public int neither() {
        return photos - both - alone.first() - alone.second();
    }

    /**
     * How far both are wrong on the same photos beyond what their accuracies give by chance: Cohen's kappa (Cohen 1960, equation 1), as Geirhos
     * et al. 2020, "Beyond accuracy: quantifying trial-by-trial behaviour of CNNs and humans by measuring error consistency", use it. 1 is the same
     * photos, 0 is chance; not a number where chance alone explains all, as without any error.
     */
    public double consistency() {
        double observed = (both + neither()) / (double) photos;
        double expected = chance();
        return expected == 1 ? Double.NaN : (observed - expected) / (1 - expected);
    }
}
