package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.List;

/**
 * How the score changes when the model sees the photo through the map (Chattopadhay et al. 2018, "Grad-CAM++: Generalized Gradient-based
 * Visual Explanations for Deep Convolutional Networks", section 4.1), as shares instead of percents.
 */
public record AverageDrop() implements PerturbationMetric {
    private static final String SOURCE = "Chattopadhay et al. 2018";

    @Override
    public List<Measure> measures() {
        return List.of(
                new Measure(
                        "average-drop",
                        Subject.DECISION,
                        Better.LOWER,
                        Contest.NONE,
                        "0 to 1",
                        "Share of the score that is lost when only the pixels of the map are seen; large maps lose little.",
                        SOURCE),
                new Measure(
                        "increase",
                        Subject.DECISION,
                        Better.HIGHER,
                        Contest.NONE,
                        "0 to 1",
                        "Share of photos whose score rises when only the pixels of the map are seen.",
                        SOURCE));
    }

    @Override
    public double[] of(Trial trial) {
        double seen = trial.scores(List.of(ExplanationMap.seenThrough(trial)))[0];
        return new double[] {ExplanationMap.drop(trial.score(), seen), seen > trial.score() ? 1 : 0};
    }
}
