package dev.konkyo.app.report;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;
import java.util.Set;

/** The scale that a model's evidence is drawn on. */
public final class Scales {
    /** What a model's own scale is calibrated in. */
    private static final Set<Unit> CALIBRATED = Set.of(Unit.SCORE, Unit.COSINE);

    private Scales() {}

    /** The model's calibrated scale; the unit's fixed one for a model without, and for other units. */
    public static EvidenceScale of(ModelCard card, Unit unit) {
        var calibrated = card.evidenceScale();
        return calibrated != null && CALIBRATED.contains(unit) ? calibrated : EvidenceScale.uncalibrated(unit);
    }
}
