package dev.konkyo.analysis;

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
                : shown().stream()
                        .map(errors -> Moments.of(
                                errors.rates().first(), errors.rates().second()))
                        .reduce(Moments.NONE, Moments::plus)
                        .correlation();
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
        double n = photos;
        double first = (both + alone.first()) / n;
        double second = (both + alone.second()) / n;
        double observed = (both + neither()) / n;
        double expected = first * second + (1 - first) * (1 - second);
        return expected == 1 ? Double.NaN : (observed - expected) / (1 - expected);
    }
}
