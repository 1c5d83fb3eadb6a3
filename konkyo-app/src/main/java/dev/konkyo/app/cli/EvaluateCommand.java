package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.EvaluationFolder;
import dev.konkyo.app.report.Markings;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.PointingGame;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Judges a labelled folder with a model. */
@Command(
        name = "evaluate",
        description =
                "Judge labelled photos and count right and wrong; where masks or boxes mark the defects, also whether the evidence lies on them.",
        footer = {"", "Example: konkyo evaluate run/model.onnx photos --output report"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class EvaluateCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Mixin
    private DataArgument data;

    @Mixin
    private MethodOptions methods;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write index.html, evaluation.json and confusion.png here.")
    private @Nullable Path output;

    @Option(
            names = "--faithfulness",
            paramLabel = "N",
            description =
                    "Measure on at most N photos how far the evidence can be trusted; 0 leaves it out; by default ${DEFAULT-VALUE}.")
    private int tested = QuickFaithfulness.PHOTOS;

    @Mixin
    private FailOn failOn;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (tested < 0) {
            throw new UsageException("--faithfulness must be at least 0, got " + tested);
        }
        var scoresOnly = model.scoresOnly(konkyo.output(), engine.threads());
        if (scoresOnly.isPresent()) {
            try (var classifier = scoresOnly.get()) {
                methods.scoresOnly();
                return evaluated(
                        classifier.card(),
                        (photos, explained) -> judge().judge(classifier, photos, explained),
                        (photos, found) -> quick().add(classifier, photos, found));
            }
        }
        var loaded = model.read(konkyo.output());
        methods.check(loaded);
        return evaluated(
                loaded.card(),
                (photos, explained) -> judge().judge(loaded, model.specialists(), photos, explained),
                (photos, found) -> quick().add(loaded, model.specialists(), photos, found));
    }

    private Judge judge() {
        return new Judge(konkyo.output(), methods, engine.threads());
    }

    private QuickFaithfulness quick() {
        return new QuickFaithfulness(konkyo.output(), methods, engine.threads(), tested);
    }

    /**
     * Judges and tests.
     *
     * @param judging from photos and whether each is explained
     * @param testing adds what is known of the evidence
     */
    private int evaluated(
            ModelCard card,
            BiFunction<Dataset, Boolean, Evaluation> judging,
            BiFunction<Dataset, Evaluation, Evaluation> testing) {
        failOn.check(card);
        var judged = JudgedPhotos.of(data.read(), card, engine.threads());
        var photos = judged.known(card, card.answers());
        boolean explained = output != null || photos.samples().stream().anyMatch(Markings.of(photos)::has);
        var evaluation = judging.apply(photos, explained);
        if (evaluation.judgements().isEmpty()) {
            throw unreadable(photos, evaluation);
        }
        evaluation = testing.apply(photos, evaluation);
        judged.notes().forEach(konkyo.output()::note);
        var line =
                EvaluationLine.of(evaluation, evaluation.pointingGame(PointingGame.PUBLISHED, PhotoReader.standard()));
        print(line, evaluation.faithfulness());
        if (output != null) {
            new EvaluationFolder(output, card).write(evaluation, Output.text(line), photos, judged.notes());
            konkyo.output().note("see " + output.resolve("index.html"));
        }
        evaluation
                .judgements()
                .forEach(judgement -> failOn.saw(judgement.prediction().label()));
        return failOn.status();
    }

    /** Files that were never meant to be judged have their own reasons. */
    private CommandException unreadable(Dataset photos, Evaluation evaluation) {
        var files = photos.samples().stream().map(Sample::photo).collect(Collectors.toSet());
        var first = evaluation.skipped().stream()
                .filter(skipped -> files.contains(skipped.file()))
                .findFirst()
                .orElseThrow();
        return new CommandException("none of the " + photos.samples().size() + " photos in " + data.folder()
                + " could be read; the first: " + first.file() + ": " + first.reason());
    }

    private void print(Findings findings) {
        konkyo.output()
                .line("how far the evidence can be trusted, by %d decisions%s:"
                        .formatted(
                                findings.decisions(),
                                findings.marked() == 0 ? "" : " and %d masks or boxes".formatted(findings.marked())));
        new FaithfulnessTable(findings).lines().forEach(konkyo.output()::line);
        findings.notes().forEach(konkyo.output()::note);
    }

    private void print(EvaluationLine line, Optional<Findings> findings) {
        if (json.chosen()) {
            konkyo.output().json(line);
            return;
        }
        konkyo.output().line("accuracy %.4f on %d photos".formatted(line.accuracy(), line.images()));
        if (line.auroc() != null) {
            konkyo.output()
                    .line("area under the ROC curve %.4f: the chance that a photo of %s is ranked above a photo of %s"
                            .formatted(
                                    line.auroc(),
                                    line.labels().get(1),
                                    line.labels().getFirst()));
        }
        if (line.pointingGame() != null) {
            konkyo.output()
                    .line(
                            "evidence peaks on the marked pixels of %.4f of the rightly judged photos with a mask or boxes"
                                    .formatted(line.pointingGame()));
        }
        var table = new Table("class", "precision", "recall", "photos");
        line.perClass()
                .forEach((label, numbers) -> table.row(
                        label,
                        "%.4f".formatted(numbers.precision()),
                        "%.4f".formatted(numbers.recall()),
                        String.valueOf(numbers.support())));
        table.lines().forEach(konkyo.output()::line);
        confusion(line).lines().forEach(konkyo.output()::line);
        findings.ifPresent(this::print);
        line.skipped().forEach(skipped -> konkyo.output().note("skipped " + skipped.image() + ": " + skipped.reason()));
    }

    private static Table confusion(EvaluationLine line) {
        var header = Stream.concat(Stream.of("shown \\ said"), line.labels().stream());
        var table = new Table(header.toArray(String[]::new));
        for (int row = 0; row < line.labels().size(); row++) {
            var counts = line.confusion().get(row).stream().map(String::valueOf);
            table.row(Stream.concat(Stream.of(line.labels().get(row)), counts).toArray(String[]::new));
        }
        return table;
    }
}
