package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.FeatureClassifier;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ablation-CAM (Desai and Ramaswamy 2020, "Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization"):
 * how far the score falls without a channel. Only what follows the layer is computed again, once for each channel that is not zero.
 *
 * @param layer the value whose channels are left out
 */
public record AblationCam(FeatureClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            Shape shape = ChannelSum.spatial(pass.activation());
            Asked asked = Asked.of(model, target, pass.logits());
            float[] activation = pass.activation().toFloats();
            float[] sizes = sizes(activation, shape);
            int[] alive =
                    IntStream.range(0, sizes.length).filter(c -> sizes[c] > 0).toArray();
            double[] without = without(pass.activation().shape(), activation, alive, asked);
            float[] weights = new float[sizes.length];
            double all = asked.logit(pass.logits());
            for (int i = 0; i < alive.length; i++) {
                // The paper's slope: the score's fall through the channel's size. The size is the mean over places, so
                // that for a linear
                // head and activations of one sign the map is CAM; the score itself is not divided by, which would hide
                // how high it is.
                weights[alive[i]] = (float) ((all - without[i]) / sizes[alive[i]]);
            }
            TensorData factors = TensorData.ofFloats(Shape.of(1, weights.length), weights);
            return asked.evidence(LayerPass.positive(ChannelSum.of(pass.activation(), factors)), asked.changeUnit());
        });
    }

    private double[] without(Shape shape, float[] activation, int[] channels, Asked asked) {
        int places = shape.at(2) * shape.at(3);
        Variants variants = new Variants(shape, batch -> model.logitsFrom(layer, batch));
        return variants.scores(
                channels.length,
                (variant, values) -> {
                    System.arraycopy(activation, 0, values, 0, values.length);
                    int from = channels[variant] * places;
                    Arrays.fill(values, from, from + places, 0);
                },
                asked::logit);
    }

    /** The mean magnitude of each channel. */
    private static float[] sizes(float[] activation, Shape shape) {
        int places = shape.at(2) * shape.at(3);
        float[] sizes = new float[shape.at(1)];
        for (int i = 0; i < activation.length; i++) {
            sizes[i / places] += Math.abs(activation[i]) / places;
        }
        return sizes;
    }
}
