package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Logits;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.runtime.RuntimeScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        if (imageSize < 1) {
            throw new UsageException("--image-size must be at least 1, got " + imageSize);
        }
        if (read.card().isPresent()) {
            return read.model();
        }
        var foreign =
                new ForeignModel(head(read.onnx().graph(), output), read.onnx().weights(), preprocessing, imageSize);
        var given = Optional.ofNullable(labels).map(CardlessOptions::lines);
        var model = foreign.model(given.orElseGet(foreign::numbers));
        output.note(file + " has no model card: "
                + (foreign.single() ? "its single score decides between no and yes; " : "")
                + (given.isPresent() ? "" : "labels are numbered, --labels FILE names them; ")
                + "photos are prepared as '" + preprocessing + "' says, --preprocessing changes it");
        return model;
    }

    /**
     * The scores alone of a file that Konkyo cannot read and ONNX Runtime runs; what was assumed goes to the messages.
     *
     * @param reason why it cannot be read
     */
    Classifier scoresOnly(Path file, String reason, Output console, int threads) {
        if (imageSize < 1) {
            throw new UsageException("--image-size must be at least 1, got " + imageSize);
        }
        var session = OnnxRuntimeSession.of(file, RuntimeOptions.sharing(threads));
        try {
            var head = head(session);
            var sizes = RuntimeScores.photos(session).sizes();
            var size = preprocessing.of(side(sizes.get(2)), side(sizes.get(3)));
            int classes = RuntimeScores.classes(session, head, size);
            var named = Optional.ofNullable(labels)
                    .map(CardlessOptions::lines)
                    .orElseGet(() -> IntStream.range(0, classes)
                            .mapToObj(String::valueOf)
                            .toList());
            var classifier =
                    new RuntimeScores(session, head, ModelCard.of(String.valueOf(file.getFileName()), named, size));
            console.note(reason + "; ONNX Runtime runs it, so its scores alone are asked; "
                    + (labels == null ? "labels are numbered, --labels FILE names them; " : "")
                    + "photos are prepared as '" + preprocessing + "' says, --preprocessing changes it");
            return classifier;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private int side(int given) {
        return given == GraphInput.FREE ? imageSize : given;
    }

    private String head(OnnxRuntimeSession session) {
        var outputs = session.outputs();
        if (scores == null ? outputs.size() > 1 : !outputs.contains(scores)) {
            throw new UsageException("--scores OUTPUT says which output holds the scores; the model has "
                    + outputs.stream().sorted().collect(Collectors.joining(", ")));
        }
        return scores == null ? outputs.iterator().next() : scores;
    }

    /** The network with the head alone that decides. */
    private Graph head(Graph graph, Output output) {
        var heads = Logits.heads(graph);
        if (scores != null) {
            if (!heads.contains(scores)) {
                throw new UsageException("the model has no output '" + scores + "' that may hold scores; it has "
                        + (heads.isEmpty() ? "none" : String.join(", ", heads)));
            }
            return graph.withOutputs(List.of(scores));
        }
        if (heads.size() > 1) {
            output.note("the model has " + heads.size() + " heads, " + String.join(", ", heads) + "; '"
                    + Logits.head(graph) + "' is taken for the scores, --scores OUTPUT takes another");
        }
        return graph;
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
