package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;

/**
 * A method that is judged, or a baseline.
 *
 * @param name as it stands in tables and JSON
 * @param baseline whether it never looks at the photo
 */
public record Contender(String name, EvidenceMethod method, boolean baseline) {
    /**
     * The map of one photo. A method's lies where the model's places see; a baseline's grid divides the whole input, since what it guesses
     * has nothing to do with them.
     *
     * @param image float32 [1, 3, height, width] as the card's preprocessing makes it
     * @param input the part of the photo that the image covers
     */
    Heatmap heatmap(Classifier model, TensorData image, Target target, Box input) {
        Evidence found = method.explain(image, target);
        return baseline
                ? new Heatmap(found.height(), found.width(), found.map(0), found.unit(), input)
                : found.heatmap(model, 0, input);
    }
}
