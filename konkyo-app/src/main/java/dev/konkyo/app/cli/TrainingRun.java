package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.TrainingReport;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.CrossValidation;
import dev.konkyo.torch.training.FoldResult;
import dev.konkyo.torch.training.HardExample;
import dev.konkyo.torch.training.HardExamples;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.Teaching;
import dev.konkyo.torch.training.Trainer;
import dev.konkyo.torch.training.TrainingOutcome;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A training from the first step to the report.
 *
 * @param teaching what is learnt beside the labels; folds know labels alone
 * @param resume whether to go on with what the folder holds
 */
record TrainingRun(
        TrainingPlan plan, TrainingStart start, Teaching teaching, RunFolder folder, boolean resume, Output output) {
    /** Doubtful labels that are named; the file lists them all. */
    private static final int NAMED = 5;

    /** Trains once. */
    TrainingLine once(Dataset photos) {
        TrainingOutcome outcome;
        try (var interruption = new Interruption(output);
                var display = new TrainingDisplay(output, interruption)) {
            var trainer = new Trainer(plan, start, photos, folder, display, teaching);
            outcome = resume ? trainer.resume() : trainer.train();
            display.finish();
            skipped(outcome.skipped());
            if (interruption.happened()) {
                // The process is ending, and the serving engine with it: photos can no longer be judged.
                report(outcome, Optional.empty(), photos);
                return TrainingLine.once(outcome, photos.skipped());
            }
        }
        report(outcome, judged(folder, photos).map(evaluation -> tested(photos, evaluation)), photos);
        doubtful();
        return TrainingLine.once(outcome, photos.skipped());
    }

    /** Trains for every fold and then on all photos. */
    TrainingLine folded(List<Dataset> folds) {
        // Until the report is written: an interrupted process ends with this block.
        try (var interruption = new Interruption(output);
                var display = new TrainingDisplay(output, interruption)) {
            var outcome = new CrossValidation(plan, start, folds, folder, display).run(resume);
            display.finish();
            return folded(folds, outcome, interruption.happened());
        }
    }

    private TrainingLine folded(List<Dataset> folds, CrossValidation.Outcome outcome, boolean ended) {
        var data = folds.getFirst().folder();
        var left = folds.getFirst().skipped();
        skipped(outcome.skipped());
        table(outcome.folds()).lines().forEach(output::note);
        if (outcome.whole().isEmpty()) {
            output.note("ended early, no model yet: go on with --resume");
            return TrainingLine.folded(outcome.folds(), null, left, outcome.skipped());
        }
        output.note("accuracy of %d folds: %.4f ± %.4f (mean and standard deviation)"
                .formatted(
                        outcome.folds().size(),
                        FoldResult.mean(outcome.folds()),
                        FoldResult.deviation(outcome.folds())));
        var whole = outcome.whole().get();
        new TrainingReport(folder).write(whole, ended ? Optional.empty() : judged(folds), outcome.folds(), data, left);
        output.note("trained on all photos for %d %s%s: %s"
                .formatted(
                        whole.epochs().size(),
                        whole.epochs().size() == 1 ? "epoch" : "epochs",
                        whole.stopped() ? ", ended early" : "",
                        whole.model()));
        doubtful();
        return TrainingLine.folded(outcome.folds(), whole, left, outcome.skipped());
    }

    /** Every photo as the fold's model judges it that had not learnt from it. */
    private Optional<Evaluation> judged(List<Dataset> folds) {
        List<Evaluation> parts = IntStream.range(0, folds.size())
                .mapToObj(i -> judged(folder.fold(i + 1), folds.get(i)))
                .flatMap(Optional::stream)
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Evaluation.joined(parts).with(trust(folds.getFirst())));
    }

    /** What is known of the first fold's evidence: a model of its own judged each fold, and one is enough for a quick test. */
    private Trust trust(Dataset fold) {
        return quick().of(ModelFile.read(folder.fold(1).model()).model(), Optional.empty(), fold.only(Part.VALIDATION))
                .noting("the evidence of the first fold's model was tested, on photos that it had not learnt from");
    }

    private static Table table(List<FoldResult> folds) {
        var table = new Table("fold", "epochs", "best epoch", "loss", "accuracy");
        for (var fold : folds) {
            table.row(
                    String.valueOf(fold.fold()),
                    String.valueOf(fold.epochs()),
                    String.valueOf(fold.best().epoch()),
                    "%.4f".formatted(fold.best().validationLoss()),
                    "%.4f".formatted(fold.best().validationAccuracy()));
        }
        return table;
    }

    private void report(TrainingOutcome outcome, Optional<Evaluation> held, Dataset photos) {
        new TrainingReport(folder).write(outcome, held, List.of(), photos.folder(), photos.skipped());
        var accuracy = Double.isNaN(outcome.best().validationAccuracy())
                ? ""
                : ", validation accuracy %.4f".formatted(outcome.best().validationAccuracy());
        output.note("best epoch %d of %d%s%s: %s"
                .formatted(
                        outcome.best().epoch(),
                        outcome.epochs().size(),
                        accuracy,
                        outcome.stopped() ? ", ended early" : "",
                        outcome.model()));
    }

    /** The judgements of a run's best model on the photos that were held back from it; empty without any. */
    private Optional<Evaluation> judged(RunFolder run, Dataset photos) {
        var held = photos.only(Part.VALIDATION);
        if (held.samples().isEmpty()) {
            return Optional.empty();
        }
        var model = ModelFile.read(run.model()).model();
        return Optional.of(
                new Judge(output, new MethodOptions(), plan.computation().threads()).judge(model, held, true));
    }

    /** The judgements with what can be said of their evidence. */
    private Evaluation tested(Dataset photos, Evaluation evaluation) {
        var model = ModelFile.read(folder.model()).model();
        return quick().add(model, photos.only(Part.VALIDATION), evaluation);
    }

    private QuickFaithfulness quick() {
        return new QuickFaithfulness(
                output, new MethodOptions(), plan.computation().threads(), QuickFaithfulness.PHOTOS);
    }

    private void doubtful() {
        if (!Files.exists(folder.hardExamples())) {
            return;
        }
        var suspects = HardExamples.read(folder.hardExamples()).stream()
                .filter(HardExample::suspect)
                .toList();
        suspects.stream()
                .limit(NAMED)
                .forEach(suspect -> output.note("%s is labelled '%s' and looks like '%s' (%.2f): look at it again"
                        .formatted(suspect.photo(), suspect.label(), suspect.predicted(), suspect.confidence())));
        if (suspects.size() > NAMED) {
            output.note("%d labels are doubtful in all: see %s".formatted(suspects.size(), folder.hardExamples()));
        }
    }

    private void skipped(List<Skipped> files) {
        files.forEach(file -> output.note("skipped " + file.file() + ": " + file.reason()));
    }
}
