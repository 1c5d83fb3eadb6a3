package dev.konkyo.graph;

import java.util.Optional;

/**
 * The one vector by which a classifier tells photos apart: a metric-learning head's embedding; otherwise what the last linear layer
 * reads; where that layer makes maps, the maps' means over all places.
 */
public final class EmbeddingLayer {
    /** The name of the embedding, float32 [N, length]. */
    public static final String NAME = "embedding";

    private EmbeddingLayer() {}

    /** Whether the graph gives an embedding. */
    public static boolean in(Graph graph) {
        return graph.outputs().contains(NAME)
                && ShapeInference.shape(graph, NAME, 1).rank() == 2;
    }

    /**
     * The graph with a value called {@value #NAME}, which is not made an output.
     *
     * @throws GraphException if no value with a spatial extent lies between the photo and the scores
     */
    public static Graph add(Graph graph) {
        return in(graph) ? graph : added(GraphExtension.freed(graph, NAME));
    }

    private static Graph added(Graph graph) {
        GraphBuilder added = new GraphBuilder(graph.name());
        Optional<String> features = features(graph);
        if (features.isPresent()) {
            Value read = GraphExtension.borrowed(added, graph, features.get());
            return GraphExtension.joined(graph, added.build(added.apply(NAME, new LayoutOp.Flatten(1), read)));
        }
        Value map =
                GraphExtension.borrowed(added, graph, EvidenceLayer.of(graph).value());
        Value places = added.constant(NAME + ".places", TensorData.vector(2, 3));
        Value means = added.apply(NAME, new ReductionOp.ReduceMean(false, false), map, places);
        return GraphExtension.joined(graph, added.build(means));
    }

    /** What the last linear layer reads, unless it reads maps; one that reads a single score leads to the one before. */
    private static Optional<String> features(Graph graph) {
        Optional<ClassifierLayer> layer = ClassifierLayer.find(graph, Logits.name(graph));
        while (layer.isPresent() && layer.get().channels(graph) == 1) {
            layer = ClassifierLayer.find(graph, layer.get().input());
        }
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        return layer.map(ClassifierLayer::input).filter(input -> !chain.spatial(input));
    }
}
