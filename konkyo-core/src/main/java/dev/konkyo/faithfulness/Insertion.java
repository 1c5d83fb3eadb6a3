package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;

/**
 * The score while the most important pixels are put back first into a photo that has lost all (Petsiuk et al. 2018, "RISE: Randomized Input
 * Sampling for Explanation of Black-box Models", the insertion metric).
 *
 * @param name of the measure
 * @param filling what the missing pixels are
 * @param steps of the curve
 */
public record Insertion(String name, Filling filling, int steps) implements CurveMetric {
    @Override
    public Measure measure() {
        return new Measure(
                name,
                Subject.DECISION,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                "Mean score while the most important pixels are put back first (" + filling.name()
                        + "): high if a few suffice.",
                "Petsiuk et al. 2018");
    }

    @Override
    public double[] curve(Trial trial) {
        var photo = trial.filled(filling);
        double[] shares = RemovalCurve.reversedShares(steps);
        return RemovalCurve.scores(trial, photo, RemovalCurve.reversed(trial.order()), shares);
    }
}
