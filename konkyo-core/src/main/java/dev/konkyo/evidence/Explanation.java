package dev.konkyo.evidence;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.model.Prediction;

/**
 * A decision and where its grounds lie.
 *
 * @param target the label that the heatmap speaks of
 */
public record Explanation(Prediction prediction, String target, Heatmap heatmap) {}
