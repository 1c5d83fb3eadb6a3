package dev.konkyo.app.cli;

import dev.konkyo.app.report.AugmentationSheet;
import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.TrainingReport;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.torch.training.Trainer;
import dev.konkyo.torch.training.TrainingOutcome;
import dev.konkyo.torch.training.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Turns a folder of photos into a model. */
@Command(
        name = "train",
        description = "Train a classifier on a folder of photos; Ctrl-C ends it early and keeps the best model so far.",
        footer = {"", "Example: konkyo train photos --weights mobilenet_v2.safetensors --output run"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class TrainCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private DataArgument data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RUN",
            description =
                    "The run's folder: model.onnx (best epoch), last/ (to resume from), metrics.csv, plan.json, report.html.")
    private @Nullable Path output;

    @Mixin
    private StartOptions start;

    @Mixin
    private PlanOptions plan;

    @Option(names = "--resume", description = "Go on with the run in RUN after its last whole epoch.")
    private boolean resume;

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--preview",
            paramLabel = "FILE.png",
            description =
                    "Write a contact sheet of what the network will see: some photos, each followed by varied ones. Without --output nothing else is done.")
    private @Nullable Path preview;

    @Override
    public Integer call() {
        if (output == null && !dryRun && preview == null) {
            throw new UsageException("--output RUN is missing: the folder that the model goes to");
        }
        plan.check();
        start.check();
        var photos = new TrainingPhotos(plan.validation(), plan.seed(), plan.threads()).of(data.read());
        photos.warnings().forEach(konkyo.output()::note);
        skipped(photos.skipped());
        var chosen = start.start(konkyo.output());
        chosen.notes().forEach(konkyo.output()::note);
        var resolved = plan.plan(chosen.pretrained());
        var ready = chosen.prepare(photos.labels(), plan.seed());
        ready.report().ifPresent(report -> konkyo.output().note("weights: " + report.summary()));
        ready.notes().forEach(konkyo.output()::note);
        plan.check(resolved, ready.start());
        var summary = new TrainingSummary(ready.start(), resolved, photos);
        if (preview != null) {
            preview(preview, resolved, ready, photos);
        }
        if (dryRun || output == null) {
            summary.lines().forEach(konkyo.output()::line);
            return 0;
        }
        summary.lines().forEach(konkyo.output()::note);
        train(resolved, ready, photos, new RunFolder(output));
        return 0;
    }

    private void preview(Path file, TrainingPlan resolved, StartingPoint.Ready ready, Dataset photos) {
        var sheet = AugmentationSheet.standard()
                .of(
                        photos.only(Part.TRAINING),
                        ready.start().card().preprocessing(),
                        resolved.presentation().augmentation(),
                        resolved.seed());
        AtomicFile.write(file, out -> out.write(PhotoWriter.png(sheet)));
        konkyo.output().note("what the network will see: " + file);
    }

    private void train(TrainingPlan resolved, StartingPoint.Ready ready, Dataset photos, RunFolder folder) {
        TrainingOutcome outcome;
        try (var interruption = new Interruption();
                var display = new TrainingDisplay(konkyo.output(), interruption)) {
            var trainer = new Trainer(resolved, ready.start(), photos, folder, display);
            outcome = resume ? trainer.resume() : trainer.train();
            display.finish();
            skipped(outcome.skipped());
            if (interruption.happened()) {
                // The process is ending, and the serving engine with it: photos can no longer be judged.
                report(outcome, folder, Optional.empty());
                return;
            }
        }
        report(outcome, folder, judged(photos, folder));
    }

    private void report(TrainingOutcome outcome, RunFolder folder, Optional<Evaluation> held) {
        new TrainingReport(folder).write(outcome, held);
        konkyo.output()
                .note("best epoch %d of %d, validation accuracy %.4f%s: %s"
                        .formatted(
                                outcome.best().epoch(),
                                outcome.epochs().size(),
                                outcome.best().validationAccuracy(),
                                outcome.stopped() ? ", ended early" : "",
                                outcome.model()));
    }

    /** The best model's judgements on the photos that were held back; empty without any. */
    private Optional<Evaluation> judged(Dataset photos, RunFolder folder) {
        var held = photos.only(Part.VALIDATION);
        if (held.samples().isEmpty()) {
            return Optional.empty();
        }
        var model = ModelFile.read(folder.model()).model();
        return Optional.of(new Judge(konkyo.output(), new MethodOptions(), plan.threads()).judge(model, held, true));
    }

    private void skipped(List<Skipped> files) {
        files.forEach(file -> konkyo.output().note("skipped " + file.file() + ": " + file.reason()));
    }
}
