package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Grad-CAM++ (Chattopadhay et al. 2018, "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional Networks").
 *
 * <p>With the exponential of the score, as in the paper, the derivatives of higher order are powers of the first. Their common factor, the
 * exponential itself, is left out: it would make maps of different photos incomparable.
 *
 * @param layer the value whose channels are weighted
 */
public record GradCamPlusPlus(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        float[] sums = pass.overPlaces(pass::activation);
        // Equation 5: positive gradients, each with its coefficient.
        float[] weights = pass.overPlaces(
                i -> coefficient(pass.gradient(i), sums[pass.channel(i)]) * Math.max(pass.gradient(i), 0));
        return pass.evidence(LayerPass.positive(pass.weighted(weights)));
    }

    /** Equation 19, divided by the square of the gradient; 0 where that is 0 or the denominator vanishes. */
    private static float coefficient(float gradient, float sum) {
        float denominator = 2 + sum * gradient;
        return gradient == 0 || denominator == 0 ? 0 : 1 / denominator;
    }
}
