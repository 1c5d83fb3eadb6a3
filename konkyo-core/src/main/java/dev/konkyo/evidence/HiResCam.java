package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * HiResCAM (Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks"): gradients
 * are not averaged over places. Behind the layer of a network that ends in one linear layer the map is the score but for the bias, so it
 * keeps evidence against.
 *
 * @param layer the value whose elements are weighted
 */
public record HiResCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        // The paper's definition, times the number of places: the mean, not the sum, is in the unit of the score.
        return pass.evidence(pass.overChannels(i -> pass.places() * pass.activationTimesGradient(i)));
    }
}
