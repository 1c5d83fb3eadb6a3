package dev.konkyo.model;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;

/** A graph, its weights and what one must know to use them: everything that {@code model.onnx} holds. */
public record Model(Graph graph, Weights weights, ModelCard card) {
    public Model {
        var _ = new WeightedGraph(graph, weights);
    }

    public WeightedGraph network() {
        return new WeightedGraph(graph, weights);
    }

    public Model withNetwork(WeightedGraph network) {
        return new Model(network.graph(), network.weights(), card);
    }
}
