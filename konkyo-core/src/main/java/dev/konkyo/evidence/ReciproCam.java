package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.FeatureClassifier;

/**
 * Recipro-CAM (Byun and Lee 2022, "Recipro-CAM: Fast Gradient-free Visual Explanations for Convolutional Neural Networks"): what the score is when
 * the layer keeps a single place and a little of its neighbours. Only what follows the layer is computed again, once for each place.
 *
 * @param layer the value whose places are kept one by one
 */
public record ReciproCam(FeatureClassifier model, String layer) implements EvidenceMethod {
    /** The paper's Gaussian mask of 3 x 3. */
    private static final float[] MASK = {
        1 / 16f, 1 / 8f, 1 / 16f,
        1 / 8f, 1 / 4f, 1 / 8f,
        1 / 16f, 1 / 8f, 1 / 16f
    };

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            Shape shape = ChannelSum.spatial(pass.activation());
            Asked asked = Asked.of(model, target, pass.logits());
            int places = shape.at(2) * shape.at(3);
            float[] activation = pass.activation().toFloats();
            double[] scores = new Variants(shape, batch -> model.logitsFrom(layer, batch))
                    .scores(
                            places + 1,
                            (variant, values) -> keep(variant, activation, shape.at(2), shape.at(3), values),
                            asked::logit);
            float[] map = new float[places];
            for (int i = 0; i < places; i++) {
                // The paper stretches these scores to [0, 1] per photo. Here what the place adds to an empty layer,
                // times the number of
                // places: for a linear head CAM smoothed by the mask.
                map[i] = (float) (places * (scores[i] - scores[places]));
            }
            return asked.evidence(TensorData.ofFloats(Shape.of(1, shape.at(2), shape.at(3)), map), asked.changeUnit());
        });
    }

    /** The activation around a place; nothing at all beyond the last place. */
    private static void keep(int place, float[] activation, int height, int width, float[] values) {
        int places = height * width;
        for (int i = 0; i < values.length; i++) {
            int down = i % places / width - place / width + 1;
            int across = i % places % width - place % width + 1;
            boolean near = place < places && down >= 0 && down < 3 && across >= 0 && across < 3;
            values[i] = near ? activation[i] * MASK[3 * down + across] : 0;
        }
    }
}
