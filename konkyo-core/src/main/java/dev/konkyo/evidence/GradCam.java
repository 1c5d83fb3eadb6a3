package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization").
 *
 * <p>Only the part of the network after the layer is differentiated. The map is the paper's times the number of places Z, so that its
 * mean, like CAM's, is in the unit of the score.
 *
 * @param layer the value whose channels are weighted
 */
public record GradCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        var pass = model.gradients(images, layer, target::weights);
        TensorData map = ChannelSum.of(pass.activation(), channelWeights(pass.gradient()));
        return new Evidence(pass.logits(), positive(map), Unit.SCORE);
    }

    /** Z times equation 1: the sum over places of the score's gradient, per channel. */
    private static TensorData channelWeights(TensorData gradient) {
        Shape shape = ChannelSum.spatial(gradient);
        int places = shape.at(2) * shape.at(3);
        float[] values = gradient.toFloats();
        float[] weights = new float[shape.at(0) * shape.at(1)];
        for (int i = 0; i < values.length; i++) {
            weights[i / places] += values[i];
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), shape.at(1)), weights);
    }

    /** The ReLU of equation 2. */
    private static TensorData positive(TensorData map) {
        float[] values = map.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], 0);
        }
        return TensorData.ofFloats(map.shape(), values);
    }
}
