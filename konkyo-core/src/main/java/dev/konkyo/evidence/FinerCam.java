package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finer-CAM (Zhang et al. 2025, "Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation"): Grad-CAM of the difference
 * between a class's logit and those of the most similar classes, so that what they share falls away.
 *
 * <p>The paper compares with one class at a strength gamma, y_c - gamma y_d (section 3.2). Of several, each counts by its probability among them,
 * as in the authors' published code, whose usual settings are taken too: the three nearest classes at gamma 1 (an earlier script of theirs had
 * 0.6 for several). These weights are held constant, where that code differentiates them along.
 *
 * @param layer the value whose channels are weighted
 * @param similar how many classes to compare with, at least 1; those whose logits are nearest
 * @param strength the paper's gamma, in (0, 1]; the code's alpha
 */
public record FinerCam(DifferentiableClassifier model, String layer, int similar, float strength)
        implements EvidenceMethod {
    public FinerCam {
        if (similar < 1 || !(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("Finer-CAM compares with at least 1 class at a strength in (0, 1], got "
                    + similar + " and " + strength);
        }
    }

    /** Full comparison with the three most similar classes. */
    static FinerCam usual(DifferentiableClassifier model, String layer) {
        return new FinerCam(model, layer, 3, 1);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            TensorData logits = model.logits(image);
            Target finer = new Target.Weighted(compared(logits, target.weights(logits)));
            return new GradCam(model, layer).explain(image, finer);
        });
    }

    /** The weights of y_c - gamma y_d, averaged over the similar classes d by p_d. A target that is a difference already stays as it is. */
    private TensorData compared(TensorData logits, TensorData target) {
        float[] weights = target.toFloats();
        int[] asked =
                IntStream.range(0, weights.length).filter(i -> weights[i] != 0).toArray();
        if (asked.length == 1) {
            float[] scores = logits.toFloats();
            List<Integer> nearest = nearest(scores, asked[0]);
            double highest =
                    nearest.stream().mapToDouble(other -> scores[other]).max().orElse(0);
            double sum = nearest.stream()
                    .mapToDouble(other -> Math.exp(scores[other] - highest))
                    .sum();
            nearest.forEach(other ->
                    weights[other] = (float) (-strength * weights[asked[0]] * Math.exp(scores[other] - highest) / sum));
        }
        return TensorData.ofFloats(Shape.of(1, weights.length), weights);
    }

    private List<Integer> nearest(float[] logits, int label) {
        return IntStream.range(0, logits.length)
                .filter(i -> i != label)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(logits[i] - logits[label])))
                .limit(similar)
                .toList();
    }
}
