package dev.konkyo.app.live;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.model.Prediction;
import java.util.OptionalDouble;

/**
 * What may be changed while frames come.
 *
 * @param threshold of the decision, in the unit of the scores, in place of the model's own; empty leaves those
 * @param evidenceThreshold where regions begin, in [0, 1]: 0 is the floor of the model's evidence scale, 1 its ceiling
 */
public record ViewSettings(ViewMode mode, OptionalDouble threshold, double evidenceThreshold) {
    private static final int STEPS = 20;

    public ViewSettings {
        if (!(evidenceThreshold >= 0 && evidenceThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "an evidence threshold lies in [0, 1], from the floor of the model's scale to its ceiling, got "
                            + evidenceThreshold);
        }
    }

    /** A heatmap, the model's own thresholds, and regions from the middle of the evidence scale on. */
    public static ViewSettings standard() {
        return new ViewSettings(ViewMode.HEATMAP, OptionalDouble.empty(), 0.5);
    }

    public ViewSettings with(ViewMode other) {
        return new ViewSettings(other, threshold, evidenceThreshold);
    }

    public ViewSettings withEvidenceThreshold(double other) {
        return new ViewSettings(mode, threshold, other);
    }

    /** The evidence threshold some twentieths further up or down, within its range. */
    ViewSettings evidenceMoved(int steps) {
        return withEvidenceThreshold(moved(evidenceThreshold, steps, 0));
    }

    /**
     * The decision's threshold some twentieths further up or down, within the scores' range; see {@link Thresholding#start} for the first
     * step.
     */
    ViewSettings decisionMoved(int steps, Thresholding model) {
        double from = threshold.orElseGet(model::start);
        double least = model.card().scores().least();
        return new ViewSettings(mode, OptionalDouble.of(moved(from, steps, least)), evidenceThreshold);
    }

    /** On whole twentieths, whatever it started from. */
    private static double moved(double from, int steps, double least) {
        return Math.clamp((Math.rint(from * STEPS) + steps) / STEPS, least, 1);
    }

    /** The least score at which the class would be named; empty if any will do. */
    OptionalDouble threshold(Thresholding model, int index) {
        return threshold.isPresent() ? threshold : model.own(index);
    }

    /** The prediction under these settings. */
    Prediction applied(Prediction prediction, Thresholding model) {
        return threshold.isEmpty() ? prediction : model.under(threshold.getAsDouble(), prediction);
    }

    /** The evidence threshold in the unit of the evidence. */
    public float evidenceValue(EvidenceScale scale) {
        return scale.value(evidenceThreshold);
    }
}
