package dev.konkyo.app.cli;

import dev.konkyo.evidence.Likeness;
import dev.konkyo.evidence.Target;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of each photo. */
final class QuestionOptions {
    @Option(
            names = "--target",
            paramLabel = "LABEL",
            description = "The label to find evidence for; by default the one with the highest score.")
    private @Nullable String target;

    @Option(
            names = "--against",
            paramLabel = "LABEL",
            description = "With --target: why that label and not this one, from the difference of their scores.")
    private @Nullable String against;

    @Option(
            names = "--like",
            paramLabel = "PHOTO",
            description =
                    "Instead of a label: what makes each photo resemble this one, from the cosine of their embeddings.")
    private @Nullable Path like;

    /** Makes sure that the options fit each other. */
    void check() {
        if (against != null && target == null) {
            throw new UsageException("--against " + against + " needs --target, the label that it is held against");
        }
        if (like != null && target != null) {
            throw new UsageException("--like and --target ask two questions; choose one");
        }
    }

    /** Whether the label with the highest score is asked for, and nothing else. */
    boolean predicted() {
        return target == null && like == null;
    }

    /** Whether the question is what makes photos resemble another one. */
    boolean likeness() {
        return like != null;
    }

    /** The model that is asked: itself, or one that says how much photos resemble the given one. */
    Model asked(Model model, int threads) {
        if (like == null) {
            return model;
        }
        var reference = PhotoReader.standard().read(like);
        try (var embedding = new RuntimeClassifier(Likeness.embedding(model), RuntimeOptions.sharing(threads))) {
            return Likeness.to(reference, String.valueOf(like.getFileName()), model, embedding);
        }
    }

    /**
     * The question.
     *
     * @throws UsageException if the model has no such label
     */
    Target target(ModelCard card) {
        if (like != null) {
            return new Target.Label(Likeness.LABEL);
        }
        if (target == null) {
            return new Target.Predicted();
        }
        int index = Labels.index(card, target);
        if (against == null) {
            return new Target.Label(index);
        }
        int other = Labels.index(card, against);
        if (other == index) {
            throw new UsageException("--against names the same label as --target, " + target + "; name another");
        }
        return new Target.Contrast(index, other);
    }
}
