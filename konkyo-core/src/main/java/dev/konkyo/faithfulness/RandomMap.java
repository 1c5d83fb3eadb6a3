package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Classifier;
import java.util.random.RandomGenerator;

/**
 * A baseline that guesses: every cell is drawn evenly from [0, 1), anew for each photo.
 *
 * @param height of the map; as coarse as real maps, since finer noise destroys a photo faster
 * @param width of the map
 */
public record RandomMap(Classifier model, int height, int width, RandomGenerator random) implements EvidenceMethod {
    public static final String NAME = "random map";

    @Override
    public Evidence explain(TensorData images, Target target) {
        int photos = images.shape().at(0);
        float[] values = new float[photos * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Evidence(
                model.logits(images), TensorData.ofFloats(Shape.of(photos, height, width), values), Unit.RELATIVE);
    }
}
