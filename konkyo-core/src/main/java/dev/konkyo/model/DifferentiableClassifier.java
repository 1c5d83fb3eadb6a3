package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import java.util.function.UnaryOperator;

/** A classifier that also gives gradients. */
public interface DifferentiableClassifier extends FeatureClassifier {
    /**
     * An activation and the gradient of a score with respect to it. Only what lies after the layer is differentiated.
     *
     * @param images float32 [N, 3, height, width]
     * @param layer name of a value of the graph
     * @param score from logits float32 [N, classes] to weights of the same shape: the score of photo n is the sum over classes of its
     *     logits times its weights, so a row with a single 1 asks for one class and a 1 with a -1 for the contrast of two
     */
    Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score);

    /**
     * What a forward and a backward pass gave.
     *
     * @param logits float32 [N, classes]
     * @param activation of the layer
     * @param gradient of the score, in the activation's shape
     */
    record Gradients(TensorData logits, TensorData activation, TensorData gradient) {}
}
