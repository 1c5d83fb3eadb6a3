package dev.konkyo.app.cli;

import dev.konkyo.app.report.Scales;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says of photos what they show and where the evidence lies. */
@Command(
        name = "explain",
        description = "Classify photos and show the evidence.",
        footer = {"", "Example: konkyo explain run/model.onnx photo.jpg --output evidence"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Photos, or folders of photos.")
    private List<Path> images;

    @Mixin
    private MethodOptions methods;

    @Mixin
    private ComparisonOptions compared;

    @Mixin
    private QuestionOptions question;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Write each photo's evidence here: NAME.npy (numbers) and NAME.evidence.png (drawn over the photo); with --methods also"
                            + " NAME.methods.png with all of them side by side.")
    private @Nullable Path output;

    @Mixin
    private FailOn failOn;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        question.check();
        var scoresOnly = model.scoresOnly(konkyo.output(), engine.threads());
        if (scoresOnly.isPresent()) {
            try (var classifier = scoresOnly.get()) {
                return explained(classifier);
            }
        }
        var loaded = question.asked(model.read(konkyo.output()), engine.threads());
        var entries = compared.entries(methods, loaded, question.predicted());
        failOn.check(loaded.card());
        var target = question.target(loaded.card());
        try (var engines = new ExplainingEngines(loaded, model.specialists(), engine.threads())) {
            return explained(loaded.card(), explaining -> {
                for (var entry : entries) {
                    explaining.add(entry.name(), () -> engines.explanation(entry, methods, compared, target, output));
                }
            });
        }
    }

    /** Explains by what needs scores alone. */
    private int explained(Classifier classifier) {
        if (question.likeness()) {
            throw new UsageException("--like compares embeddings, which only a network that Konkyo can read has");
        }
        failOn.check(classifier.card());
        var target = question.target(classifier.card());
        var entries = compared.scoresOnly(methods);
        return explained(classifier.card(), explaining -> {
            for (var entry : entries) {
                explaining.add(
                        entry.name(),
                        () -> new PhotoExplanation(
                                classifier,
                                compared.smoothed(classifier, MethodOptions.make(entry, classifier)),
                                entry.name(),
                                target,
                                compared.suffix(entry),
                                output));
            }
        });
    }

    /** @param add gives the methods */
    private int explained(ModelCard card, Consumer<PhotoMethods> add) {
        var listed = PhotoArguments.list(images);
        listed.unreadable()
                .forEach(skipped -> konkyo.output().note("skipped " + skipped.file() + ": " + skipped.reason()));
        var photos = listed.photos();
        var explaining = new PhotoMethods(konkyo.output(), compared.all(), output);
        add.accept(explaining);
        int explained = 0;
        for (var photo : photos) {
            explained += explain(explaining, photo) ? 1 : 0;
        }
        if (explained == 0) {
            throw new CommandException("none of the " + photos.size() + " photos could be read");
        }
        // A model that was made for one question has no card that could be calibrated.
        if (!question.likeness()) {
            explaining
                    .units()
                    .forEach((unit, methods) -> Scales.missing(card, unit, String.join(", ", methods))
                            .ifPresent(konkyo.output()::note));
        }
        return failOn.status();
    }

    private boolean explain(PhotoMethods explaining, PhotoArguments.Photo photo) {
        try {
            for (var line : explaining.of(photo)) {
                failOn.saw(line.label());
                if (json.chosen()) {
                    konkyo.output().json(line);
                } else {
                    konkyo.output().line((compared.several() ? line.method() + ": " : "") + sentence(line));
                }
            }
            return true;
        } catch (UnreadablePhotoException e) {
            konkyo.output().note("skipped " + photo.file() + ": " + e.reason());
            return false;
        }
    }

    private static String sentence(ExplainLine line) {
        var evidence = line.evidence();
        var strength = evidence.max() > 0
                ? "evidence for %s up to %.3g %s".formatted(line.target(), evidence.max(), evidence.unit())
                : "no evidence for " + line.target();
        var regions = line.regions().stream()
                .map(box -> "%dx%d+%d+%d".formatted(box.width(), box.height(), box.x(), box.y()))
                .toList();
        return "%s: %s %.3f; %s%s"
                .formatted(
                        line.image(),
                        line.label(),
                        line.score(),
                        strength,
                        regions.isEmpty() ? "" : " in " + String.join(", ", regions));
    }
}
