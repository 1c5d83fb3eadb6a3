package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Gradient times input (Shrikumar et al. 2016, "Not Just a Black Box: Learning Important Features Through Propagating Activation Differences",
 * section 2.2): each pixel's part of the score if the network were the linear function that touches it at the photo.
 */
public record GradientTimesInput(DifferentiableClassifier model) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        var pass = model.gradients(images, PixelPass.image(model), target::weights);
        return PixelPass.evidence(
                pass.logits(), PixelPass.product(images, pass.gradient()), Evidence.gradientUnit(model.card()));
    }
}
