package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Logits;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A classifier that another tool wrote. What a card would say of it must come from the user.
 *
 * @param size of the photos, where the graph takes any
 */
record ForeignModel(Graph graph, Weights weights, Normalization normalization, int size) {
    ForeignModel {
        graph = Logits.of(sized(graph, size));
    }

    /** How photos are prepared. */
    enum Normalization {
        /** ImageNet's mean and deviation, the middle of the photo. */
        IMAGENET,
        /** Components in [-1, 1], the middle of the photo. */
        TENSORFLOW,
        /** Components in [0, 1], the whole photo. */
        UNIT,
        /** Components in [0, 255] as they are stored, the whole photo: for networks that normalise themselves. */
        NONE;

        private static final float BYTE = 1 / 255f;

        Preprocessing of(int height, int width) {
            return switch (this) {
                case IMAGENET -> Preprocessing.imageNet(height, width);
                case TENSORFLOW -> Preprocessing.tensorflow(height, width);
                case UNIT -> Preprocessing.stretched(height, width);
                case NONE ->
                    new Preprocessing(height, width, new Fit.Stretch(), List.of(0f, 0f, 0f), List.of(BYTE, BYTE, BYTE));
            };
        }

        /** All of them, as people write them. */
        static String names() {
            return Arrays.stream(values()).map(Normalization::toString).collect(Collectors.joining(", "));
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
        int height = side(input, 2, size);
        int width = side(input, 3, size);
        return graph.withInputs(List.of(GraphInput.images(input.name(), 3, height, width)));
    }

    /**
     * A side of the photos that an input takes.
     *
     * @param axis 2 for the height, 3 for the width
     * @param size where the input takes any
     */
    static int side(GraphInput input, int axis, int size) {
        int given = input.sizes().get(axis);
        return given == GraphInput.FREE ? size : given;
    }

    /** The model under these labels, see {@link ScoreLabels#named}. */
    Model model(List<String> given) {
        var card = ModelCard.of(graph.name(), labels().named(given), preprocessing());
        return new Model(labels().single() ? Logits.ofTwo(graph) : graph, weights, card);
    }

    /** The network up to its scores [N, classes], or [N, 1] where a single score decides between no and yes. */
    WeightedGraph network() {
        return new WeightedGraph(graph, weights);
    }

    /** At the size that the graph takes. */
    Preprocessing preprocessing() {
        var sizes = graph.input().sizes();
        return normalization.of(sizes.get(2), sizes.get(3));
    }

    /** The labels that go with its scores. */
    ScoreLabels labels() {
        return new ScoreLabels(
                ShapeInference.shape(graph, graph.outputs().getFirst(), 1).at(1));
    }
}
