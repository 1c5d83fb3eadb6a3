package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * ShapleyCAM (Cai 2025, "CAMs as Shapley Value-based Explainers"): Shapley values of the layer's elements from the score's second-order Taylor
 * expansion. The score is the paper's residual softmax score, the logit plus the logarithm of the probability.
 *
 * @param layer the value whose channels are weighted
 */
public record ShapleyCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        var bent = model.curvature(images, layer, target::weights);
        Unit unit = Evidence.gradientUnit(model.card());
        LayerPass first = LayerPass.of(bent.logits(), bent.activation(), bent.gradient(), unit);
        LayerPass second = LayerPass.of(bent.logits(), bent.activation(), bent.product(), unit);
        // The paper's weights: gradient less half of Hessian times activation, averaged over places; here summed, as in
        // Grad-CAM.
        float[] weights = first.overPlaces(i -> first.gradient(i) - second.gradient(i) / 2);
        return first.evidence(LayerPass.positive(first.weighted(weights)));
    }
}
