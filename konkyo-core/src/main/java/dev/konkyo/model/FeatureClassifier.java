package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;

/** A classifier that also gives what it computed on the way. */
public interface FeatureClassifier extends Classifier {
    /** The structure and weights, so that a method can read the head's weights. */
    WeightedGraph network();

    /**
     * Scores and an activation in one pass.
     *
     * @param images float32 [N, 3, height, width]
     * @param layer name of a value of the graph
     */
    Features features(TensorData images, String layer);

    /**
     * Scores from an activation: only what lies after the layer is computed.
     *
     * @param layer name of a value of the graph that everything passes through
     * @param activation float32 in the layer's shape, of any number of photos
     * @return float32 [N, classes]
     * @throws dev.konkyo.graph.GraphException if the scores also depend on the photo past the layer
     */
    TensorData logitsFrom(String layer, TensorData activation);

    /**
     * What one pass gave.
     *
     * @param logits float32 [N, classes]
     * @param activation float32, usually [N, channels, height, width]
     */
    record Features(TensorData logits, TensorData activation) {}
}
