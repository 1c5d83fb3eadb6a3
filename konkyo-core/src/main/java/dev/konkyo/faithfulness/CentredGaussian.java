package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Classifier;

/**
 * A baseline that never looks at the photo: a Gaussian in the middle, 1 at its top (Choe et al. 2020, "Evaluating Weakly Supervised
 * Object Localization Methods Right", hold methods against a centred Gaussian, too).
 *
 * @param height of the map
 * @param width of the map
 */
public record CentredGaussian(Classifier model, int height, int width) implements EvidenceMethod {
    public static final String NAME = "centred gaussian";

    /** Standard deviation as a share of each side. */
    private static final double DEVIATION = 0.25;

    @Override
    public Evidence explain(TensorData images, Target target) {
        int photos = images.shape().at(0);
        int places = height * width;
        float[] values = new float[photos * places];
        for (int i = 0; i < values.length; i++) {
            double y = distance(i % places / width, height);
            double x = distance(i % width, width);
            values[i] = (float) Math.exp(-(y * y + x * x) / 2);
        }
        return new Evidence(
                model.logits(images), TensorData.ofFloats(Shape.of(photos, height, width), values), Unit.RELATIVE);
    }

    /** From a cell's centre to the middle, in standard deviations. */
    private static double distance(int cell, int cells) {
        return ((cell + 0.5) / cells - 0.5) / DEVIATION;
    }
}
