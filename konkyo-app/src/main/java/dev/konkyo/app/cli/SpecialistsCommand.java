package dev.konkyo.app.cli;

import dev.konkyo.app.report.EvaluationFolder;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.evidence.Needs;
import dev.konkyo.faithfulness.PointingGame;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.file.FileHash;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.specialist.Specialist;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.SpecialistTraining;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trains specialists beside a model with many classes. */
@Command(
        name = "specialists",
        description = "Find the classes that a model confuses, train a specialist for each group of them, and use all"
                + " together: evaluate DIR, explain DIR.",
        footer = {"", "Example: konkyo specialists photos --generalist run/model.onnx --output experts"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class SpecialistsCommand implements Callable<Integer> {
    private static final int CLASSES_PER_GROUP = 4;
    private static final String CAUTION =
            "these photos also chose each specialist's epoch, so that the second accuracy flatters";

    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private DataArgument data;

    @Option(
            names = "--generalist",
            required = true,
            paramLabel = "MODEL.onnx",
            description = "The model that knows all classes; the specialists begin with its weights.")
    private Path generalist;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where generalist.onnx, specialist-1/ and so on, specialists.json and report/ go.")
    private Path output;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            description = "Groups of classes to look for; by default one for every four classes. A class that is"
                    + " confused with none gets no specialist.")
    private @Nullable Integer clusters;

    @Mixin
    private PlanOptions plan;

    @Option(names = "--resume", description = "Go on with what DIR holds; finished specialists stay.")
    private boolean resume;

    @Override
    public Integer call() {
        plan.check();
        var read = ModelFile.read(generalist).model();
        // Specialists learn to decide; evidence in the file is the generalist's.
        var model = read.withNetwork(EvidenceOutputs.without(read.network()));
        var folder = new SpecialistsFolder(output);
        var before = before(folder);
        var planned = plan.plan(true, before);
        check(planned, model);
        var photos = divided(planned, model);
        check(folder);
        var begun = new SpecialistTraining(planned, model);
        var groups = groups(begun, model, photos);
        var start = begun.start(begun.photos(photos, groups.getFirst()));
        plan.check(planned, start);
        var training = new SpecialistTraining(
                plan.precision().applied(planned, start, before.isPresent(), konkyo.output()), model);
        create(folder);
        var entries = new ArrayList<SpecialistsFolder.Entry>();
        for (var group : groups) {
            entries.add(train(training, folder, entries.size() + 1, training.photos(photos, group)));
        }
        folder.write(entries);
        compare(
                model,
                folder,
                photos.only(Part.VALIDATION),
                planned.computation().threads());
        return 0;
    }

    /** The plan of the first specialist where one is resumed: all have the same, but for how often a photo is shown. */
    private Optional<PlanFile> before(SpecialistsFolder folder) {
        var file = folder.run(1).plan();
        return resume && Files.exists(file) ? Optional.of(PlanFile.read(file)) : Optional.empty();
    }

    private void check(TrainingPlan planned, Model model) {
        if (plan.namesBalance() || !(planned.objective().weighting() instanceof Weighting.Even)) {
            throw new UsageException(
                    "specialists see their group in half of the photos, and the answer is corrected for just that;"
                            + " leave out --balance and a plan's weighting");
        }
        if (planned.division().folds() > 0) {
            throw new UsageException("specialists are trained once; leave out --folds");
        }
        if (model.card().scores() != ModelCard.ScoreKind.SOFTMAX || planned.objective() instanceof Objective.Metric) {
            throw new UsageException(
                    "generalist and specialists answer in probabilities, got cosines; take a generalist and"
                            + " a plan of --head softmax");
        }
        int classes = model.card().labels().size();
        if (clusters != null && (clusters < 1 || clusters >= classes)) {
            throw new UsageException(
                    "--clusters must lie in [1, " + (classes - 1) + "] for " + classes + " classes, got " + clusters);
        }
        if (model.card().labels().contains(Specialist.DUSTBIN)) {
            throw new UsageException(
                    "a class may not be called '" + Specialist.DUSTBIN + "': specialists use the name");
        }
    }

    private Dataset divided(TrainingPlan planned, Model model) {
        var read = TrainingPhotos.of(data.read(), planned.computation().threads())
                .divided(
                        planned.division().validation(),
                        planned.seed(),
                        model.card().learnt());
        if (!new HashSet<>(read.labels()).equals(new HashSet<>(model.card().labels()))) {
            throw new UsageException(
                    "the generalist knows " + Labels.shortened(model.card().labels()) + ", the data shows "
                            + Labels.shortened(read.labels()) + "; expected the same classes");
        }
        read.warnings().forEach(konkyo.output()::note);
        TrainingPhotos.known(read, model.card(), "the generalist").forEach(konkyo.output()::note);
        return read.ordered(model.card().labels());
    }

    private void check(SpecialistsFolder folder) {
        boolean begun = Files.exists(folder.generalist());
        if (!resume && begun) {
            throw new CommandException(
                    output + " already holds specialists; go on with --resume or choose another folder");
        }
        if (begun && !FileHash.sha256(folder.generalist()).equals(FileHash.sha256(generalist))) {
            throw new CommandException(
                    "cannot resume with another generalist: " + generalist + " is not the model that "
                            + folder.generalist() + " is a copy of; give that one, or choose another folder");
        }
    }

    private void create(SpecialistsFolder folder) {
        try {
            Files.createDirectories(output);
            byte[] bytes = Files.readAllBytes(generalist);
            AtomicFile.write(folder.generalist(), out -> out.write(bytes));
        } catch (IOException e) {
            throw new CommandException("cannot copy " + generalist + " to " + output + ": " + ErrorLine.of(e), e);
        }
    }

    private List<List<Integer>> groups(SpecialistTraining training, Model model, Dataset photos) {
        int wanted = clusters == null ? Math.max(1, photos.labels().size() / CLASSES_PER_GROUP) : clusters;
        int threads = training.plan().computation().threads();
        try (var classifier = Engines.open(model, Needs.SCORES, threads)) {
            var groups = training.groups(classifier, photos, wanted).stream()
                    .filter(group -> group.size() < photos.labels().size())
                    .toList();
            if (groups.isEmpty()) {
                throw new CommandException(
                        "no group of classes is confused more than the others; try other --clusters");
            }
            return groups;
        }
    }

    private SpecialistsFolder.Entry train(
            SpecialistTraining training, SpecialistsFolder folder, int number, Dataset photos) {
        var labels = photos.labels().subList(0, photos.labels().size() - 1);
        konkyo.output().note("specialist %d for %s".formatted(number, String.join(", ", labels)));
        try (var interruption = new Interruption(konkyo.output());
                var display = new TrainingDisplay(konkyo.output(), interruption)) {
            var run = folder.run(number);
            var trainer = training.trainer(photos, run, display);
            var outcome = resume && Files.exists(run.plan()) ? trainer.resume() : trainer.train();
            display.finish();
            if (interruption.happened() || outcome.stopped()) {
                throw new CommandException("ended early; go on with --resume");
            }
            return new SpecialistsFolder.Entry(
                    output.relativize(run.model()).toString().replace('\\', '/'),
                    labels,
                    SpecialistTraining.dustbinShift(photos));
        }
    }

    /** Generalist and committee on the photos that were held back, and a report of the committee. */
    private void compare(Model model, SpecialistsFolder folder, Dataset held, int threads) {
        if (held.samples().isEmpty()) {
            konkyo.output().note("no photos are held back to judge by; see evaluate " + output);
            return;
        }
        var judge = new Judge(konkyo.output(), new MethodOptions(), threads);
        var before = judge.judge(model, held, false);
        var together = Optional.of(folder);
        var after = new QuickFaithfulness(konkyo.output(), new MethodOptions(), threads, QuickFaithfulness.FEW)
                .add(model, together, held, judge.judge(model, together, held, true));
        var accuracies = "validation accuracy of the generalist %.4f, with its specialists %.4f"
                .formatted(before.confusion().accuracy(), after.confusion().accuracy());
        var report = new EvaluationFolder(output.resolve("report"), model.card());
        var line = EvaluationLine.of(after, after.pointingGame(PointingGame.PUBLISHED, PhotoReader.standard()));
        report.write(after, Output.text(line), held, List.of(accuracies, CAUTION));
        konkyo.output().note(accuracies + "; see " + report.folder().resolve("index.html"));
    }
}
