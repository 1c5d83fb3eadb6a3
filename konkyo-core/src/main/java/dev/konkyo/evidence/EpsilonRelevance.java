package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Layer-wise relevance propagation with a stabiliser (Bach et al. 2015, "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise
 * Relevance Propagation", equation 58). Without biases and with a small epsilon the map's mean is the score; biases keep their own part.
 *
 * @param epsilon above 0: where a sum is not much larger it passes little on
 */
public record EpsilonRelevance(DifferentiableClassifier model, float epsilon) implements EvidenceMethod {
    public EpsilonRelevance {
        if (!(epsilon > 0) || !Float.isFinite(epsilon)) {
            throw new IllegalArgumentException("relevance needs an epsilon above 0, got " + epsilon);
        }
    }

    /** Small against activations, large against rounding. */
    static EpsilonRelevance usual(DifferentiableClassifier model) {
        return new EpsilonRelevance(model, 0.01f);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        var rule = new BackwardRule.Epsilon(epsilon);
        var pass = model.gradients(images, PixelPass.image(model), target::weights, rule);
        return PixelPass.evidence(
                pass.logits(), PixelPass.product(images, pass.gradient()), Evidence.gradientUnit(model.card()));
    }
}
