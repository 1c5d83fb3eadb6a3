package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Guided backpropagation (Springenberg et al. 2015, "Striving for Simplicity: The All Convolutional Net", section 3.4): the gradient by the pixels,
 * without what passes a rectifier with a negative sign. The map holds its magnitude, summed over colours, for a change by one grey level. It
 * shows edges well and hardly knows the class.
 */
public record GuidedBackpropagation(DifferentiableClassifier model) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.gradients(image, PixelPass.image(model), target::weights, new BackwardRule.Guided());
            return PixelPass.evidence(
                    pass.logits(), PixelPass.sensitivity(image, pass.gradient()), Evidence.gradientUnit(model.card()));
        });
    }
}
