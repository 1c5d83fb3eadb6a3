package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization").
 *
 * <p>Only the part of the network after the layer is differentiated. The map is the paper's times the number of places Z, so that its
 * mean, like CAM's, is in the unit of the score.
 *
 * @param layer the value whose channels are weighted
 */
public record GradCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        // Z times equation 1: the sum over places of the score's gradient, per channel.
        float[] weights = pass.overPlaces(pass::gradient);
        // Equation 2.
        return pass.evidence(LayerPass.positive(pass.weighted(weights)));
    }
}
