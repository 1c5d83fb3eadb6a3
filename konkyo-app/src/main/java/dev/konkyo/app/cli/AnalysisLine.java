package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.analysis.Additivity;
import dev.konkyo.analysis.ErrorAgreement;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Robustness;
import dev.konkyo.analysis.ScoreAgreement;
import dev.konkyo.analysis.Sensitivity;
import dev.konkyo.faithfulness.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code analyze --json} prints; the components are the JSON's fields, and those that do not apply are left out.
 *
 * @param a name of the first model
 * @param shuffled first the photos as they are
 * @param textures first the same photos as they are
 * @param masking left out without evidence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnalysisLine(
        String a,
        String b,
        int photos,
        ScoresLine scores,
        List<AccuracyLine> shuffled,
        @Nullable List<AccuracyLine> textures,
        AdditivityLine additivity,
        ErrorsLine errors,
        @Nullable MaskingLine masking,
        List<String> notes) {

    /** A number with the range that holds 95 % of what other photos would give. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NumberLine(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {
        static NumberLine of(Estimate estimate) {
            return new NumberLine(finite(estimate.value()), finite(estimate.low()), finite(estimate.high()));
        }
    }

    /** A number of each model; null where there is none. */
    record BothLine(@Nullable Double a, @Nullable Double b) {
        static BothLine of(Pair<Double> both) {
            return new BothLine(finite(both.first()), finite(both.second()));
        }
    }

    /** Pearson's correlation of the scores, over all classes and in each. */
    record ScoresLine(NumberLine correlation, Map<String, @Nullable Double> perClass, NumberLine sameAnswer) {}

    /** How often both were right after a change. */
    record AccuracyLine(
            String change,
            int photos,
            @Nullable Double a,
            @Nullable Double b) {}

    /** The correlation of summed and joint falls; by size and distance of the masks in pixels. */
    record AdditivityLine(NumberLine a, NumberLine b, List<SettingLine> settings) {}

    /** Masks of one size at one distance. */
    record SettingLine(int side, int gap, BothLine correlation, BothLine interaction) {}

    /** Errors by class and by photo. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorsLine(
            @Nullable Double correlation,
            Map<String, BothLine> perClass,
            int both,
            int onlyA,
            int onlyB,
            @Nullable Double kappa) {}

    /** Scores while patches are masked, by what is masked first. */
    record MaskingLine(List<Double> shares, Map<String, CurveLine> a, Map<String, CurveLine> b) {}

    /** One curve, its mean, and the mean less that of patches by lot. */
    record CurveLine(List<Double> scores, NumberLine area, NumberLine againstLot) {}

    static AnalysisLine of(PairFindings found) {
        return new AnalysisLine(
                found.names().first(),
                found.names().second(),
                found.photos(),
                scores(found.labels(), found.scores()),
                accuracies(found.shuffled()),
                found.textures().map(AnalysisLine::accuracies).orElse(null),
                additivity(found.additivity()),
                errors(found.labels(), found.errors()),
                found.sensitivity().map(AnalysisLine::masking).orElse(null),
                found.notes());
    }

    private static ScoresLine scores(List<String> labels, ScoreAgreement found) {
        Map<String, @Nullable Double> perClass = new LinkedHashMap<>();
        for (int label = 0; label < labels.size(); label++) {
            perClass.put(labels.get(label), finite(found.perClass().get(label)));
        }
        return new ScoresLine(NumberLine.of(found.correlation()), perClass, NumberLine.of(found.sameAnswer()));
    }

    private static List<AccuracyLine> accuracies(Robustness found) {
        return found.changes().stream()
                .map(change -> new AccuracyLine(
                        change.name(),
                        change.photos(),
                        finite(change.accuracy().first()),
                        finite(change.accuracy().second())))
                .toList();
    }

    private static AdditivityLine additivity(Additivity found) {
        return new AdditivityLine(
                NumberLine.of(found.correlation().first()),
                NumberLine.of(found.correlation().second()),
                found.settings().stream()
                        .map(setting -> new SettingLine(
                                setting.side(),
                                setting.gap(),
                                BothLine.of(setting.correlation()),
                                BothLine.of(setting.interaction())))
                        .toList());
    }

    private static ErrorsLine errors(List<String> labels, ErrorAgreement found) {
        Map<String, BothLine> perClass = new LinkedHashMap<>();
        found.shown().forEach(errors -> perClass.put(labels.get(errors.label()), BothLine.of(errors.rates())));
        return new ErrorsLine(
                finite(found.correlation()),
                perClass,
                found.both(),
                found.alone().first(),
                found.alone().second(),
                finite(found.consistency()));
    }

    private static MaskingLine masking(Sensitivity found) {
        return new MaskingLine(
                found.shares(),
                curves(found.curves().first()),
                curves(found.curves().second()));
    }

    private static Map<String, CurveLine> curves(List<Sensitivity.Curve> curves) {
        Map<String, CurveLine> lines = new LinkedHashMap<>();
        curves.forEach(curve -> lines.put(
                name(curve.order()),
                new CurveLine(curve.scores(), NumberLine.of(curve.area()), NumberLine.of(curve.againstLot()))));
        return lines;
    }

    private static String name(Sensitivity.Order order) {
        return switch (order) {
            case FIRST -> "a";
            case SECOND -> "b";
            case SALIENCY, LOT -> order.name().toLowerCase(Locale.ROOT);
        };
    }

    private static @Nullable Double finite(double value) {
        return Optional.of(value).filter(Double::isFinite).orElse(null);
    }
}
