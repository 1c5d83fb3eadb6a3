package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * XGrad-CAM (Fu et al. 2020, "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs"): gradients are averaged over
 * places with the activation as weight, which keeps the axioms of sensitivity and conservation as far as channel weights can.
 *
 * @param layer the value whose channels are weighted
 */
public record XGradCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        float[] sums = pass.overPlaces(pass::activation);
        float[] weights = pass.overPlaces(pass::activationTimesGradient);
        for (int channel = 0; channel < weights.length; channel++) {
            // The paper's alpha, times the number of places. A channel that adds up to nothing has none.
            weights[channel] = sums[channel] == 0 ? 0 : pass.places() * weights[channel] / sums[channel];
        }
        return pass.evidence(LayerPass.positive(pass.weighted(weights)));
    }
}
