package dev.konkyo.app.report;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** The scale that a model's evidence is drawn on. */
public final class Scales {
    private static final MathContext DIGITS = new MathContext(4);

    private Scales() {}

    /** The model's calibrated scale; the unit's fixed one for a model without, and for other units. */
    public static EvidenceScale of(ModelCard card, Unit unit) {
        var calibrated = card.evidenceScale();
        return calibrated != null && unit == Evidence.ownUnit(card) ? calibrated : EvidenceScale.uncalibrated(unit);
    }

    /** Why strengths of evidence in a unit can hardly be compared with what this model is used to; empty if they can. */
    public static Optional<String> missing(ModelCard card, Unit unit) {
        if (card.evidenceScale() != null || unit != Evidence.ownUnit(card)) {
            return Optional.empty();
        }
        var fixed = EvidenceScale.uncalibrated(unit);
        return Optional.of("no calibrated scale: evidence is drawn from %s to %s %s, the same for all models;"
                        .formatted(number(fixed.floor()), number(fixed.ceiling()), unit.displayName())
                + " konkyo calibrate MODEL DATA finds this one's");
    }

    private static String number(float value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** The scale in words, for people who look at the card. */
    public static String words(ModelCard card) {
        var scale = card.evidenceScale();
        if (scale == null) {
            return missing(card, Evidence.ownUnit(card)).orElseThrow();
        }
        var origin = card.provenance().get(EvidenceCalibration.FACT);
        return "%s to %s %s"
                        .formatted(
                                number(scale.floor()),
                                number(scale.ceiling()),
                                Evidence.ownUnit(card).displayName())
                + (origin == null ? "" : "; " + origin);
    }
}
