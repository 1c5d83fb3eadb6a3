package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.Prediction;
import java.util.stream.IntStream;

/**
 * "Why P, rather than Q?" (Prabhushankar et al. 2020, "Contrastive Explanations in Neural Networks"): Grad-CAM of the loss that the photo would have
 * under the label Q, which grows with all that speaks for another class. Q is the class that the target is held against, or the strongest
 * class beside the target.
 *
 * @param layer the value whose channels are weighted
 */
public record ContrastCam(DifferentiableClassifier model, String layer) implements EvidenceMethod {
    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            TensorData logits = model.logits(image);
            Target contrast =
                    new Target.Weighted(slope(logits, target.weights(logits).toFloats()));
            return new GradCam(model, layer).explain(image, contrast);
        });
    }

    /** The derivative of the cross-entropy J(P, Q) by the logits: probabilities, less 1 at Q. */
    private TensorData slope(TensorData logits, float[] target) {
        float[] values = logits.toFloats();
        int against = IntStream.range(0, target.length)
                .filter(i -> target[i] < 0)
                .findFirst()
                .orElseGet(() -> strongest(values, target));
        Prediction prediction =
                Prediction.of(model.card().withThresholds(null).withScores(ScoreKind.SOFTMAX), logits, 0);
        float[] slope = new float[values.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = prediction.scores().get(i) - (i == against ? 1 : 0);
        }
        return TensorData.ofFloats(Shape.of(1, slope.length), slope);
    }

    private static int strongest(float[] logits, float[] target) {
        return IntStream.range(0, logits.length)
                .filter(i -> target[i] == 0)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a contrast needs a second class, the model has " + logits.length));
    }
}
