package dev.konkyo.app.cli;

import dev.konkyo.evidence.Target;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(
            names = "--target",
            paramLabel = "LABEL",
            description = "The label to find evidence for; by default the one with the highest score.")
    private @Nullable String target;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Write each photo's evidence here: NAME.npy (numbers) and NAME.evidence.png (drawn over the photo).")
    private @Nullable Path output;

    @Mixin
    private FailOn failOn;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        var loaded = model.read(konkyo.output());
        var method = methods.entry(loaded, target == null);
        failOn.check(loaded.card());
        var question = target == null ? new Target.Predicted() : new Target.Label(Labels.index(loaded.card(), target));
        var listed = PhotoArguments.list(images);
        listed.unreadable()
                .forEach(skipped -> konkyo.output().note("skipped " + skipped.file() + ": " + skipped.reason()));
        var photos = listed.photos();
        var opened = Engines.open(loaded, method.needs(), engine.threads());
        try (var classifier = model.specialists()
                .<Classifier>map(folder -> folder.committee(opened, engine.threads()))
                .orElse(opened)) {
            var explaining = new PhotoExplanation(
                    classifier,
                    SpecialistsFolder.explaining(classifier, methods.make(method, loaded, opened)),
                    method.name(),
                    question,
                    output);
            int explained = 0;
            for (var photo : photos) {
                explained += explain(explaining, photo) ? 1 : 0;
            }
            if (explained == 0) {
                throw new CommandException("none of the " + photos.size() + " photos could be read");
            }
        }
        return failOn.status();
    }

    private boolean explain(PhotoExplanation explaining, PhotoArguments.Photo photo) {
        try {
            var line = explaining.of(photo);
            failOn.saw(line.label());
            if (json.chosen()) {
                konkyo.output().json(line);
            } else {
                konkyo.output().line(sentence(line));
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
