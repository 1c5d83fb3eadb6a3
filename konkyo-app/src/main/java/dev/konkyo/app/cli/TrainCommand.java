package dev.konkyo.app.cli;

import dev.konkyo.app.report.AugmentationSheet;
import dev.konkyo.app.report.RateChart;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.torch.training.RateFinder;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Turns a folder of photos into a model. */
@Command(
        name = "train",
        description = "Train a classifier on a folder of photos; Ctrl-C ends it early and keeps the best model so far.",
        footer = {"", "Example: konkyo train photos --weights mobilenet_v2.safetensors --output run"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class TrainCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataArgument data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RUN",
            description =
                    "The run's folder: model.onnx (best epoch), last/ (to resume from), metrics.csv, TensorBoard's"
                            + " events, plan.json, hard-examples.jsonl, report.html.")
    private @Nullable Path output;

    @Mixin
    private StartOptions start;

    @Mixin
    private PlanOptions plan;

    @Mixin
    private HeadOptions head;

    @Mixin
    private TeacherOptions teachers;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in RUN after its last whole epoch, with its plan and start; finished folds"
                            + " stay. Neither has to be named again.")
    private boolean resume;

    @Option(
            names = "--find-rate",
            description = "Train a few steps at rising rates, print the rate at which the loss falls fastest, draw"
                    + " RUN/rates.png, and do nothing else.")
    private boolean findRate;

    @Option(names = "--dry-run", description = "Print what would be done, as a file for --plan, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--preview",
            paramLabel = "FILE.png",
            description =
                    "Write a contact sheet of what the network will see: some photos, each followed by varied ones. Without --output nothing else is done.")
    private @Nullable Path preview;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (output == null && !dryRun && !findRate && preview == null) {
            throw new UsageException("--output RUN is missing: the folder that the model goes to");
        }
        plan.check();
        start.check();
        var ready = ready();
        var summary = new TrainingSummary(ready.start, ready.plan, ready.photos());
        if (dryRun) {
            print(summary);
            return 0;
        }
        if (preview != null) {
            preview(preview, ready);
        }
        if (findRate) {
            rate(ready);
        } else if (output != null) {
            summary.notes().forEach(konkyo.output()::note);
            train(ready, new RunFolder(output));
        }
        return 0;
    }

    /**
     * What is about to be trained.
     *
     * @param folds the photos in parts: as many times as there are folds, or once
     */
    private record Ready(TrainingPlan plan, TrainingStart start, List<Dataset> folds, TeacherOptions teachers) {
        Dataset photos() {
            return folds.getFirst();
        }
    }

    private Ready ready() {
        var named = RunOrigin.of(spec);
        var resumed = resume && output != null ? named.resumed(new RunFolder(output)) : Optional.<RunOrigin>empty();
        if (resumed.isEmpty()) {
            start.classifier().check();
        }
        var origin = resumed.orElse(named);
        var begun = resumed.map(RunOrigin::options).orElse(start);
        var chosen = begun.start(konkyo.output(), konkyo.environment());
        chosen.notes().forEach(konkyo.output()::note);
        var before = before();
        var planned = head.over(plan.plan(chosen.pretrained(), before), plan.namesLoss());
        var taught = resumed.map(RunOrigin::teachers).orElse(teachers);
        taught.check(planned, findRate);
        var folds = divided(planned, origin.numbered());
        var ready = chosen.with(HeadOptions.style(planned, begun.classifier()))
                .prepare(folds.getFirst().labels(), planned.seed());
        ready.report().ifPresent(report -> konkyo.output().note("weights: " + report.summary()));
        ready.notes().forEach(konkyo.output()::note);
        chosen.card().stream()
                .flatMap(card -> TrainingPhotos.known(folds, card, "the model of --from").stream())
                .forEach(konkyo.output()::note);
        plan.check(planned, ready.start());
        return new Ready(
                plan.precision().applied(planned, ready.start(), before.isPresent(), konkyo.output()),
                ready.start()
                        .withLearnt(chosen.card()
                                .flatMap(card -> Optional.ofNullable(card.learnt()))
                                .orElse(null))
                        .withOrigin(origin.hashed().named()),
                folds,
                taught);
    }

    private void print(TrainingSummary summary) {
        if (preview != null) {
            konkyo.output().note("nothing is written in a dry run; without it, " + preview + " would be");
        }
        if (json.chosen()) {
            summary.facts().forEach(konkyo.output()::note);
            konkyo.output().json(summary.plan());
        } else {
            summary.file().forEach(konkyo.output()::line);
        }
    }

    private void train(Ready ready, RunFolder folder) {
        try (var opened =
                ready.teachers.open(ready.photos(), ready.plan.computation().threads(), konkyo.output())) {
            var run = new TrainingRun(ready.plan, ready.start, opened.teaching(), folder, resume, konkyo.output());
            var line = ready.plan.division().folds() == 0 ? run.once(ready.photos()) : run.folded(ready.folds);
            if (json.chosen()) {
                konkyo.output().json(line);
            }
        }
    }

    /** The plan of the run that is resumed. */
    private Optional<PlanFile> before() {
        if (!resume || output == null) {
            return Optional.empty();
        }
        var folder = new RunFolder(output);
        var file = Files.exists(folder.plan()) ? folder.plan() : folder.fold(1).plan();
        return Files.exists(file) ? Optional.of(PlanFile.read(file)) : Optional.empty();
    }

    /** The photos in parts. */
    private List<Dataset> divided(TrainingPlan planned, boolean numbered) {
        var photos =
                TrainingPhotos.of(data.read(numbered), planned.computation().threads());
        var division = planned.division();
        var folds = division.folds() == 0
                ? List.of(photos.divided(division.validation(), planned.seed()))
                : photos.folds(division.folds(), planned.seed());
        folds.getFirst().warnings().forEach(konkyo.output()::note);
        folds.getFirst()
                .skipped()
                .forEach(file -> konkyo.output().note("skipped " + file.file() + ": " + file.reason()));
        return folds;
    }

    private void preview(Path file, Ready ready) {
        var sheet = AugmentationSheet.standard()
                .of(
                        ready.photos().only(Part.TRAINING),
                        ready.start.card().preprocessing(),
                        ready.plan.presentation().augmentation(),
                        ready.plan.seed());
        AtomicFile.write(file, out -> out.write(PhotoWriter.png(sheet)));
        konkyo.output().note("what the network will see: " + file);
    }

    private void rate(Ready ready) {
        try (var interruption = new Interruption(konkyo.output());
                var display = new TrainingDisplay(konkyo.output(), interruption)) {
            var curve = new RateFinder(ready.plan, ready.start, ready.photos(), display).curve();
            display.finish();
            if (output != null) {
                konkyo.output().note("see " + RateChart.write(curve, output.resolve("rates.png")));
            }
            var line = new RateLine(curve.suggestion(), curve.lowest().rate());
            if (json.chosen()) {
                konkyo.output().json(line);
            } else {
                konkyo.output()
                        .line(
                                "the loss falls fastest at --rate %.2g; it is lowest at %.2g, from where on rates are too high"
                                        .formatted(line.rate, line.lowest));
            }
        }
    }

    /**
     * What {@code --find-rate --json} prints.
     *
     * @param rate at which the loss falls fastest
     * @param lowest the rate at which it is lowest
     */
    private record RateLine(double rate, double lowest) {}
}
