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
        return measured(card, unit).orElseGet(() -> EvidenceScale.uncalibrated(unit));
    }

    /** The model's calibrated scale, if it has one for this unit. */
    public static Optional<EvidenceScale> measured(ModelCard card, Unit unit) {
        return Optional.ofNullable(card.evidenceScale()).filter(_ -> unit == Evidence.ownUnit(card));
    }

    /** The scale for the maps of an evaluation. */
    static EvidenceScale of(ModelCard card, Evaluation evaluation) {
        var unit = evaluation.judgements().stream()
                .flatMap(judgement -> judgement.explanation().stream())
                .map(explanation -> explanation.heatmap().unit())
                .findFirst();
        return of(card, unit.orElse(Evidence.ownUnit(card)));
    }

    /**
     * Why strengths of evidence in a unit can hardly be compared with what this model is used to; empty if they can.
     *
     * @param methods that gave it, for people
     */
    public static Optional<String> missing(ModelCard card, Unit unit, String methods) {
        var own = Evidence.ownUnit(card);
        var calibrated = card.evidenceScale();
        if (unit == own) {
            return calibrated == null ? Optional.of(missing(unit)) : Optional.empty();
        }
        var other = calibrated == null
                ? ""
                : "; the model's own, %s, is of other evidence".formatted(words(calibrated, own));
        return Optional.of("no calibrated scale for %s: evidence is drawn from %s, the same for all models%s"
                .formatted(methods, words(EvidenceScale.uncalibrated(unit), unit), other));
    }

    private static String missing(Unit unit) {
        return "no calibrated scale: evidence is drawn from %s, the same for all models; konkyo calibrate MODEL DATA finds this one's"
                .formatted(words(EvidenceScale.uncalibrated(unit), unit));
    }

    private static String words(EvidenceScale scale, Unit unit) {
        return "%s to %s %s".formatted(number(scale.floor()), number(scale.ceiling()), unit.displayName());
    }

    private static String number(float value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** The scale in words, for people who look at the card. */
    public static String words(ModelCard card) {
        var scale = card.evidenceScale();
        if (scale == null) {
            return missing(Evidence.ownUnit(card));
        }
        var origin = card.provenance().get(EvidenceCalibration.FACT);
        return words(scale, Evidence.ownUnit(card)) + (origin == null ? "" : "; " + origin);
    }
}
