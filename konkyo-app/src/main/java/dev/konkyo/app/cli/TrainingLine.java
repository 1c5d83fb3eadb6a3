package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.FoldResult;
import dev.konkyo.torch.training.TrainingOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code train --json} prints; the components are the JSON's fields, and those that do not apply are left out.
 *
 * @param model the file; missing if the run was ended before there was one
 * @param epochs that were trained; after folds those on all photos
 * @param best the epoch whose model was kept
 * @param stopped whether the user ended it early
 * @param folds that are finished
 * @param accuracy mean and standard deviation over the folds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrainingLine(
        @Nullable String model,
        @Nullable Integer epochs,
        @Nullable BestLine best,
        boolean stopped,
        @Nullable List<FoldLine> folds,
        @Nullable AccuracyLine accuracy,
        List<EvaluationLine.SkippedLine> skipped) {

    /** The epoch whose model was kept; without validation photos its number alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BestLine(
            int epoch,
            @Nullable Double validationLoss,
            @Nullable Double validationAccuracy) {
        static BestLine of(EpochResult result) {
            boolean judged = !Double.isNaN(result.validationAccuracy());
            return new BestLine(
                    result.epoch(),
                    judged ? result.validationLoss() : null,
                    judged ? result.validationAccuracy() : null);
        }
    }

    /** One fold. */
    record FoldLine(int fold, int epochs, BestLine best) {}

    /** How well the folds' models do. */
    record AccuracyLine(double mean, double deviation) {}

    static TrainingLine once(TrainingOutcome outcome, List<Skipped> left) {
        return new TrainingLine(
                outcome.model().toString(),
                outcome.epochs().size(),
                BestLine.of(outcome.best()),
                outcome.stopped(),
                null,
                null,
                lines(left, outcome.skipped()));
    }

    /** @param whole the training on all photos; null if it was ended before */
    static TrainingLine folded(
            List<FoldResult> folds, @Nullable TrainingOutcome whole, List<Skipped> left, List<Skipped> skipped) {
        var lines = folds.stream()
                .map(fold -> new FoldLine(fold.fold(), fold.epochs(), BestLine.of(fold.best())))
                .toList();
        return new TrainingLine(
                whole == null ? null : whole.model().toString(),
                whole == null ? null : whole.epochs().size(),
                whole == null ? null : BestLine.of(whole.best()),
                whole == null || whole.stopped(),
                lines,
                folds.size() < 2 ? null : new AccuracyLine(FoldResult.mean(folds), FoldResult.deviation(folds)),
                lines(left, skipped));
    }

    private static List<EvaluationLine.SkippedLine> lines(List<Skipped> left, List<Skipped> skipped) {
        return Stream.concat(left.stream(), skipped.stream())
                .distinct()
                .map(EvaluationLine.SkippedLine::of)
                .toList();
    }
}
