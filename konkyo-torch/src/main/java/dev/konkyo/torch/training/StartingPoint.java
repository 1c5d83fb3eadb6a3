package dev.konkyo.torch.training;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.WeightLoading;
import dev.konkyo.graph.WeightReport;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a network's first weights are. */
public sealed interface StartingPoint {
    /**
     * The network for these labels, ready to be trained.
     *
     * @param preprocessing its size becomes the network's input size
     * @param seed of the weights that begin at random
     */
    Ready prepare(List<String> labels, Preprocessing preprocessing, long seed);

    /**
     * A network that can be trained.
     *
     * @param report what became of the loaded weights; empty where none were loaded
     */
    record Ready(TrainingStart start, Optional<WeightReport> report) {}

    /** A listed network with random weights. */
    record Scratch(Network network, PaddingStyle padding) implements StartingPoint {
        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            return new Ready(
                    start(initial(network, padding, labels, preprocessing, seed), labels, preprocessing, padding),
                    Optional.empty());
        }
    }

    /** A listed network with weights from a file; a head for other classes begins at random. */
    record Pretrained(Network network, PaddingStyle padding, Weights weights) implements StartingPoint {
        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            WeightedGraph initial = initial(network, padding, labels, preprocessing, seed);
            WeightLoading.Loaded loaded =
                    WeightLoading.load(initial, weights, HeadReplacement.parameters(initial.graph()));
            return new Ready(start(loaded.network(), labels, preprocessing, padding), Optional.of(loaded.report()));
        }
    }

    /** Any classifier's graph and weights under a fresh head. */
    record Continued(WeightedGraph network, PaddingStyle padding) implements StartingPoint {
        @Override
        public Ready prepare(List<String> labels, Preprocessing preprocessing, long seed) {
            Graph graph = network.graph();
            GraphInput sized =
                    GraphInput.images(graph.input().name(), 3, preprocessing.height(), preprocessing.width());
            WeightedGraph resized = new WeightedGraph(graph.withInputs(List.of(sized)), network.weights());
            WeightedGraph replaced = HeadReplacement.replace(resized, labels.size(), new Random(seed));
            return new Ready(start(replaced, labels, preprocessing, padding), Optional.empty());
        }
    }

    private static WeightedGraph initial(
            Network network, PaddingStyle padding, List<String> labels, Preprocessing preprocessing, long seed) {
        Graph graph =
                network.build(new NetworkShape(labels.size(), preprocessing.height(), preprocessing.width(), padding));
        return new WeightedGraph(graph, network.initialization().weights(graph, new Random(seed)));
    }

    private static TrainingStart start(
            WeightedGraph network, List<String> labels, Preprocessing preprocessing, PaddingStyle padding) {
        ModelCard card = ModelCard.of(network.graph().name(), labels, preprocessing)
                .withPadding(padding)
                .withEvidenceLayer(EvidenceLayer.find(network.graph())
                        .map(EvidenceLayer::value)
                        .orElse(null));
        Set<String> head = HeadReplacement.parameters(network.graph());
        return new TrainingStart(network, card, head);
    }
}
