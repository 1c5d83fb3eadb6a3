package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.app.report.ConfusionMatrix;
import dev.konkyo.app.report.Evaluation;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.faithfulness.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate --json} prints; the components are the JSON's fields, and those that do not apply are left out.
 *
 * @param images photos that were judged
 * @param confusion row: what the photo shows; column: what the model said
 * @param auroc with two classes, the chance that a photo of the one is ranked above a photo of the other
 * @param pixelAuroc chance that a marked pixel has more evidence than an unmarked one
 * @param aupimo share of the marked pixels that are found when hardly any pixel of an OK photo may be
 * @param pointingGame share of the photos with a mask, of those judged right, whose evidence peaks on the marked pixels
 * @param insertion mean score while the most important pixels are put back first
 * @param deletion mean score while the most important pixels are taken away first
 * @param faithfulness these numbers with their intervals, beside the baselines'
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvaluationLine(
        int images,
        double accuracy,
        Map<String, ClassLine> perClass,
        List<List<Integer>> confusion,
        List<String> labels,
        @Nullable Double auroc,
        @Nullable Double pixelAuroc,
        @Nullable Double aupimo,
        @Nullable Double pointingGame,
        @Nullable Double insertion,
        @Nullable Double deletion,
        @Nullable List<FaithfulnessLine> faithfulness,
        List<SkippedLine> skipped) {

    /** Precision, recall and the number of photos of one class. */
    record ClassLine(double precision, double recall, int support) {}

    /** A file that was not judged, and why. */
    record SkippedLine(String image, String reason) {
        static SkippedLine of(Skipped skipped) {
            return new SkippedLine(skipped.file().toString(), skipped.reason());
        }
    }

    static EvaluationLine of(Evaluation evaluation, OptionalDouble pointingGame) {
        var confusion = evaluation.confusion();
        return new EvaluationLine(
                confusion.total(),
                confusion.accuracy(),
                perClass(confusion),
                confusion.counts(),
                confusion.labels(),
                number(evaluation.auroc()),
                number(evaluation, "pixel-auroc"),
                number(evaluation, "aupimo"),
                number(pointingGame),
                number(evaluation, "insertion"),
                number(evaluation, "deletion"),
                evaluation.faithfulness().map(FaithfulnessLine::of).orElse(null),
                evaluation.skipped().stream().map(SkippedLine::of).toList());
    }

    private static @Nullable Double number(OptionalDouble known) {
        return known.isPresent() ? known.getAsDouble() : null;
    }

    private static @Nullable Double number(Evaluation evaluation, String measure) {
        return evaluation.faithfulness().stream()
                .flatMap(findings -> findings.judged().stream())
                .flatMap(method -> method.number(measure).stream())
                .map(Estimate::value)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, ClassLine> perClass(ConfusionMatrix confusion) {
        Map<String, ClassLine> lines = new LinkedHashMap<>();
        for (int label = 0; label < confusion.labels().size(); label++) {
            lines.put(
                    confusion.labels().get(label),
                    new ClassLine(confusion.precision(label), confusion.recall(label), confusion.support(label)));
        }
        return lines;
    }
}
