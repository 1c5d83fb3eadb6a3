package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import java.util.List;
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
     * The same with another rule than the derivative's at some operators. Of the image if the layer is the graph's input.
     *
     * @param rule how each operator hands on what arrives at its result
     */
    Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score, BackwardRule rule);

    /**
     * How a score bends at an activation. The score is the residual softmax score: the sum over classes of the weights times (logit +
     * logarithm of the class's probability).
     *
     * @param score as in {@link #gradients(TensorData, String, UnaryOperator)}
     */
    Curvature curvature(TensorData images, String layer, UnaryOperator<TensorData> score);

    /**
     * The score as a sum: at each operator the linear function that touches it there has a constant part; the score is the sum of these,
     * each times the gradient at its place, and of the image times its gradient.
     *
     * @param score as in {@link #gradients(TensorData, String, UnaryOperator)}
     */
    Contributions contributions(TensorData images, UnaryOperator<TensorData> score);

    /**
     * First and second derivative at an activation.
     *
     * @param logits float32 [N, classes]
     * @param activation of the layer
     * @param gradient of the score, in the activation's shape
     * @param product of the score's Hessian matrix with the activation, in its shape
     */
    record Curvature(TensorData logits, TensorData activation, TensorData gradient, TensorData product) {}

    /**
     * What a score is made of.
     *
     * @param logits float32 [N, classes]
     * @param maps float32 [N, h, w] each, summed over channels: first the image's own part, then those of operators with a constant part,
     *     from the last to the first
     * @param elsewhere float32 [N]: what belongs to no place
     */
    record Contributions(TensorData logits, List<TensorData> maps, TensorData elsewhere) {
        public Contributions {
            maps = List.copyOf(maps);
        }
    }

    /**
     * What a forward and a backward pass gave.
     *
     * @param logits float32 [N, classes]
     * @param activation of the layer
     * @param gradient of the score, in the activation's shape
     */
    record Gradients(TensorData logits, TensorData activation, TensorData gradient) {}
}
