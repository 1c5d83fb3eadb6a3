package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * FullGrad (Srinivas and Fleuret 2019, "Full-Gradient Representation for Neural Network Visualization", section 3): the gradient times the photo, and
 * at every layer the gradient times the bias, which together are the score exactly. Maps of all layers are enlarged to the photo and added.
 *
 * <p>The paper takes magnitudes and stretches each layer's map per photo before it adds them. Here the signed parts are added as they are, so
 * that the map's mean is the score less what belongs to no place.
 */
public record FullGrad(DifferentiableClassifier model) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            int height = image.shape().at(2);
            int width = image.shape().at(3);
            var parts = model.contributions(image, target::weights);
            TensorData map = TensorData.ofFloats(Shape.of(1, height, width), new float[height * width]);
            for (TensorData part : parts.maps()) {
                // Sums become densities, whose mean is kept when they are enlarged.
                int places = part.shape().at(1) * part.shape().at(2);
                Box covered = model.covered(part.shape().at(1), part.shape().at(2));
                TensorData density = Grids.scaled(part, places);
                map = Grids.sum(map, Grids.placed(density, covered, height, width, Box.whole(1, 1)));
            }
            return new Evidence(parts.logits(), map, Evidence.gradientUnit(model.card()));
        });
    }
}
