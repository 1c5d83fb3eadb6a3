package dev.konkyo.app.cli;

import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A classifier that another tool wrote. What a card would say of it must come from the user.
 *
 * @param size of the photos, where the graph takes any
 */
record ForeignModel(Graph graph, Weights weights, Normalization normalization, int size) {
    ForeignModel {
        graph = scoresOnly(sized(graph, size));
    }

    /** How photos are prepared. */
    enum Normalization {
        /** ImageNet's mean and deviation, the middle of the photo. */
        IMAGENET,
        /** Components in [-1, 1], the middle of the photo. */
        TENSORFLOW,
        /** Components in [0, 1], the whole photo. */
        UNIT;

        Preprocessing of(int height, int width) {
            return switch (this) {
                case IMAGENET -> Preprocessing.imageNet(height, width);
                case TENSORFLOW -> Preprocessing.tensorflow(height, width);
                case UNIT -> Preprocessing.stretched(height, width);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Graph sized(Graph graph, int size) {
        var input = graph.input();
        if (input.sizes().size() != 4
                || !List.of(3, GraphInput.FREE).contains(input.sizes().get(1))) {
            throw new CommandException("the model's input '" + input.name() + "' is " + input.sizes()
                    + ", expected photos [N, 3, height, width]; models for other data cannot be used here");
        }
        int height =
                input.sizes().get(2) == GraphInput.FREE ? size : input.sizes().get(2);
        int width =
                input.sizes().get(3) == GraphInput.FREE ? size : input.sizes().get(3);
        return graph.withInputs(List.of(GraphInput.images(input.name(), 3, height, width)));
    }

    /** Without what follows the scores: a softmax in the file would be applied a second time. */
    private static Graph scoresOnly(Graph graph) {
        return EvidenceLayer.find(graph)
                .map(evidence -> Cut.upTo(graph, evidence.logits()))
                .orElse(graph);
    }

    /** Labels "0", "1" and so on, one for every score. */
    List<String> numbers() {
        return IntStream.range(0, classes()).mapToObj(String::valueOf).toList();
    }

    /** The model under these labels. */
    Model model(List<String> labels) {
        if (labels.size() != classes()) {
            throw new CommandException(
                    "the model gives " + classes() + " scores, expected as many labels, got " + labels.size());
        }
        var sizes = graph.input().sizes();
        var card = ModelCard.of(graph.name(), labels, normalization.of(sizes.get(2), sizes.get(3)));
        return new Model(graph, weights, card);
    }

    private int classes() {
        var output = graph.outputs().getFirst();
        var scores = ShapeInference.infer(graph, 1).get(output);
        if (scores == null || scores.shape().rank() != 2) {
            throw new CommandException(
                    "the model's output '" + output + "' is " + (scores == null ? "unknown" : scores.shape())
                            + ", expected scores [N, classes]; it is no classifier");
        }
        return scores.shape().at(1);
    }
}
