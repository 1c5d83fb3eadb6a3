package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Element-wise Grad-CAM (Gildenblat and contributors 2021, "PyTorch library for CAM methods"): activation times gradient, of which only what
 * speaks for the target is summed over channels.
 *
 * @param layer the value whose elements are weighted
 */
public record ElementwiseGradCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        return pass.evidence(pass.overChannels(i -> pass.places() * Math.max(pass.activationTimesGradient(i), 0)));
    }
}
