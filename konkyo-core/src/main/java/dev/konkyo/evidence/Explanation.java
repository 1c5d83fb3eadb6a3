package dev.konkyo.evidence;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.model.Prediction;
import java.util.OptionalInt;

/**
 * A decision and where its grounds lie.
 *
 * @param target the label that the heatmap speaks of
 * @param cluster whose channel weights made the heatmap in the model's own graph: of its memory or, without one, the class; empty for other
 *     methods
 */
public record Explanation(Prediction prediction, String target, Heatmap heatmap, OptionalInt cluster) {
    /** An explanation without a cluster. */
    public Explanation(Prediction prediction, String target, Heatmap heatmap) {
        this(prediction, target, heatmap, OptionalInt.empty());
    }
}
