package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Average drop, coherency and complexity in one number (Poppi et al. 2021, "Revisiting The Evaluation of Class Activation Mapping for
 * Explainability: A Novel Metric and Experimental Analysis", its proposed metrics).
 */
public record Adcc() implements PerturbationMetric {
    private static final String SOURCE = "Poppi et al. 2021";

    @Override
    public List<Measure> measures() {
        return List.of(
                new Measure(
                        "adcc",
                        Subject.DECISION,
                        Better.HIGHER,
                        Contest.NONE,
                        "0 to 1",
                        "Harmonic mean of coherency, 1 - complexity and 1 - average drop.",
                        SOURCE),
                new Measure(
                        "coherency",
                        Subject.DECISION,
                        Better.HIGHER,
                        Contest.NONE,
                        "0 to 1",
                        "How alike the map is to the map of the photo seen through it; 0.5 is no relation.",
                        SOURCE),
                new Measure(
                        "complexity",
                        Subject.DECISION,
                        Better.LOWER,
                        Contest.NONE,
                        "0 to 1",
                        "Mean of the map between its minimum and maximum: how much of the photo it names.",
                        SOURCE));
    }

    @Override
    public double[] of(Trial trial) {
        float[] seen = ExplanationMap.seenThrough(trial);
        float[] map = ExplanationMap.normalised(trial.map());
        double coherency = trial.explain(seen)
                .map(again -> coherency(map, ExplanationMap.normalised(again)))
                .orElse(Double.NaN);
        double complexity = complexity(map);
        double drop = ExplanationMap.drop(trial.score(), trial.scores(List.of(seen))[0]);
        return new double[] {adcc(coherency, complexity, drop), coherency, complexity};
    }

    /** ADCC: the harmonic mean of coherency, 1 - complexity and 1 - average drop. */
    static double adcc(double coherency, double complexity, double drop) {
        return 3 / (1 / coherency + 1 / (1 - complexity) + 1 / (1 - drop));
    }

    /** Coherency: Pearson's correlation, brought from [-1, 1] to [0, 1]; a constant map correlates with nothing. */
    static double coherency(float[] map, float[] again) {
        double correlation = new PearsonsCorrelation().correlation(doubles(map), doubles(again));
        return (1 + (Double.isNaN(correlation) ? 0 : correlation)) / 2;
    }

    /** Complexity: the map's L1 norm, as a share of a map that is 1 everywhere. */
    static double complexity(float... map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }

    private static double[] doubles(float... values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
