package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Eigen-Grad-CAM (Gildenblat and contributors 2021, "PyTorch library for CAM methods"): Eigen-CAM of activation times gradient, which makes
 * it speak of a class. The sign is that of the score's part: where the elements add up to a negative number, the map does too.
 *
 * @param layer the value whose elements are weighted and projected
 */
public record EigenGradCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.gradients(image, layer, target::weights);
            Shape shape = ChannelSum.spatial(pass.activation());
            float[] products = pass.activation().toFloats();
            float[] gradient = pass.gradient().toFloats();
            double sum = 0;
            for (int i = 0; i < products.length; i++) {
                products[i] *= gradient[i] * shape.at(2) * shape.at(3);
                sum += products[i];
            }
            PlaceVectors places = PlaceVectors.of(TensorData.ofFloats(shape, products));
            double[] projection = Direction.projection(places.values(), places.places(), places.channels());
            TensorData map = places.map(projection, sum < 0 ? -1 : 1);
            return new Evidence(pass.logits(), map, Evidence.gradientUnit(model.card()));
        });
    }
}
