package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;

/**
 * The score while the most important pixels are taken away first (Petsiuk et al. 2018, "RISE: Randomized Input Sampling for Explanation of
 * Black-box Models", the deletion metric).
 *
 * @param name of the measure
 * @param filling what removed pixels become
 * @param steps of the curve
 */
public record Deletion(String name, Filling filling, int steps) implements CurveMetric {
    @Override
    public Measure measure() {
        return new Measure(
                name,
                Subject.DECISION,
                Better.LOWER,
                Contest.BASELINES,
                "0 to 1",
                "Mean score while the most important pixels are replaced first (" + filling.name()
                        + "): low if they carried the score.",
                "Petsiuk et al. 2018");
    }

    @Override
    public double[] curve(Trial trial) {
        var photo = trial.filled(filling);
        return RemovalCurve.scores(trial, photo, trial.order(), RemovalCurve.steps(steps));
    }
}
