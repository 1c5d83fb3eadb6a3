package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Logits;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.onnx.UnknownOperatorException;
import dev.konkyo.runtime.InferenceException;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.runtime.RuntimeScores;
import dev.konkyo.runtime.ScoreForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to say of a model of another tool, which brings no card. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class CardlessOptions {
    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Labels for a model without a card: one per line, in the order of its scores; for a single score those of no and yes.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocessing",
            paramLabel = "NAME",
            description =
                    "How a model without a card wants its photos: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.",
            defaultValue = "imagenet")
    private ForeignModel.Normalization preprocessing;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description =
                    "Height and width of the photos for a model without a card that takes any size; by default ${DEFAULT-VALUE}.",
            defaultValue = "224")
    private int imageSize;

    @Option(
            names = "--scores",
            paramLabel = "OUTPUT",
            description =
                    "Which output holds the scores of a model without a card that has several heads; by default the one called logits, else the"
                            + " first that is no map.")
    private @Nullable String scores;

    /**
     * Refuses {@code --scores} for a model that has a card.
     *
     * @throws UsageException if it was given all the same
     */
    void check(Path file, ModelFile read) {
        if (scores != null && read.card().isPresent()) {
            throw new UsageException("--scores is for models without a card; the card of " + file
                    + " goes with the scores that it was trained with");
        }
    }

    /**
     * The model of a file; what was assumed about one without a card goes to the messages.
     *
     * @param read the file
     */
    Model model(Path file, ModelFile read, Output output) {
        checkSize();
        if (read.card().isPresent()) {
            return read.model();
        }
        var graph = head(read.onnx().graph(), output);
        var foreign = new ForeignModel(graph, read.onnx().weights(), preprocessing, imageSize);
        var model = foreign.model(given(foreign.labels()));
        output.note(file + " has no model card: " + assumed(foreign.labels()));
        return model;
    }

    /**
     * The scores alone of a file that Konkyo cannot read and ONNX Runtime runs; what was assumed goes to the messages.
     *
     * @param reason why it cannot be read, which names the file
     */
    Classifier scoresOnly(Path file, String reason, Output output, int threads) {
        checkSize();
        var session = open(file, reason, threads);
        try {
            if (session.metadata().containsKey(ModelFile.CARD)) {
                throw new CommandException(
                        reason
                                + ", though it has the card of a Konkyo model; name the file that Konkyo wrote, which another tool has rewritten");
            }
            var input = RuntimeScores.photos(session);
            var size = preprocessing.of(ForeignModel.side(input, 2, imageSize), ForeignModel.side(input, 3, imageSize));
            var heads = RuntimeScores.heads(session, size);
            var names = List.copyOf(heads.keySet());
            var head = head(names, names.contains(Network.LOGITS) ? Network.LOGITS : names.getFirst(), output);
            var scores = new ScoreLabels(Objects.requireNonNull(heads.get(head)));
            var classifier = new RuntimeScores(
                    session, head, ModelCard.of(String.valueOf(file.getFileName()), scores.named(given(scores)), size));
            output.note(reason + "; ONNX Runtime runs it, so its scores alone are asked; " + taken(classifier.form())
                    + assumed(scores));
            return classifier;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void checkSize() {
        if (imageSize < 1) {
            throw new UsageException("--image-size must be at least 1, got " + imageSize);
        }
    }

    private static OnnxRuntimeSession open(Path file, String reason, int threads) {
        try {
            return OnnxRuntimeSession.of(file, RuntimeOptions.sharing(threads));
        } catch (InferenceException e) {
            throw new CommandException(reason + ", and " + ErrorLine.of(e) + "; " + UnknownOperatorException.ADVICE, e);
        }
    }

    private List<String> given(ScoreLabels scores) {
        return labels == null ? scores.numbers() : lines(labels);
    }

    private static String taken(ScoreForm form) {
        return switch (form) {
            case LOGITS -> "";
            case SOFTMAX -> "its scores are probabilities for all test photos, so a softmax is taken off; ";
            case SIGMOID -> "its scores lie in [0, 1] for all test photos, so a sigmoid is taken off; ";
        };
    }

    private String assumed(ScoreLabels scores) {
        return (scores.single() ? "its single score decides between no and yes; " : "")
                + (labels == null ? "labels are numbered, --labels FILE names them; " : "")
                + "photos are prepared as '" + preprocessing + "' says, --preprocessing changes it";
    }

    /** The network with the head alone that decides. */
    private Graph head(Graph graph, Output output) {
        var head = head(Logits.heads(graph), Logits.head(graph), output);
        return scores == null ? graph : graph.withOutputs(List.of(head));
    }

    /**
     * The output that holds the scores; which others there are goes to the messages.
     *
     * @param heads that may hold scores
     * @param usual the one that is taken where none is named
     */
    private String head(List<String> heads, String usual, Output output) {
        if (scores != null) {
            if (!heads.contains(scores)) {
                throw new UsageException("the model has no output '" + scores + "' that may hold scores; it has "
                        + (heads.isEmpty() ? "none" : String.join(", ", heads)));
            }
            return scores;
        }
        if (heads.size() > 1) {
            output.note("the model has " + heads.size() + " heads, " + String.join(", ", heads) + "; '" + usual
                    + "' is taken for the scores, --scores OUTPUT takes another");
        }
        return usual;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new CommandException("cannot read the labels: " + ErrorLine.of(e), e);
        }
    }
}
