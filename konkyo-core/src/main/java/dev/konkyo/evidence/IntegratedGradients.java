package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Integrated gradients (Sundararajan et al. 2017, "Axiomatic Attribution for Deep Networks"): the gradient averaged along the straight line from an
 * empty photo, all zeros after preprocessing, to the photo, times the photo. The map's mean is the photo's score less the empty photo's.
 *
 * @param steps along the line, at least 1
 */
public record IntegratedGradients(DifferentiableClassifier model, int steps) implements EvidenceMethod {
    public IntegratedGradients {
        if (steps < 1) {
            throw new IllegalArgumentException("integrated gradients need at least 1 step, got " + steps);
        }
    }

    /** As many steps as the paper's upper recommendation would seldom need more than. */
    static IntegratedGradients usual(DifferentiableClassifier model) {
        return new IntegratedGradients(model, 64);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            TensorData logits = model.logits(image);
            Target asked = Target.Weighted.of(target, logits);
            float[] pixels = image.toFloats();
            TensorData mean = PixelPass.meanGradient(
                    model,
                    image,
                    steps,
                    (step, values) -> {
                        // Equation 3, with each step's gradient in its middle: exact for lines, and nearer than at its
                        // end.
                        float share = (step + 0.5f) / steps;
                        for (int i = 0; i < values.length; i++) {
                            values[i] = share * pixels[i];
                        }
                    },
                    asked::weights);
            return PixelPass.evidence(logits, PixelPass.product(image, mean), Evidence.changeUnit(model.card()));
        });
    }
}
