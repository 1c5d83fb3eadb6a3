package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.FeatureClassifier;

/**
 * Eigen-CAM (Muhammad and Yeasin 2020, "Eigen-CAM: Class Activation Map using Principal Components"): the activation's projection on its first
 * right singular vector. It shows what the layer responds to and knows no class: every target gets the same map.
 *
 * @param layer the value whose places are projected
 */
public record EigenCam(FeatureClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            PlaceVectors places = PlaceVectors.of(pass.activation());
            // The paper's product of activation and first right singular vector; divided by the root of the channels,
            // so that a
            // layer in which every channel gives 1 has a map of 1.
            double[] projection = Direction.projection(places.values(), places.places(), places.channels());
            return new Evidence(
                    pass.logits(), places.map(projection, 1 / Math.sqrt(places.channels())), Unit.ACTIVATION);
        });
    }
}
