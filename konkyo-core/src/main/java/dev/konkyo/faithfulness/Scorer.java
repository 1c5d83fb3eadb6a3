package dev.konkyo.faithfulness;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.Prediction;
import java.util.List;

/**
 * Asks a classifier for the score of one class, many photos at a time. Scores lie in [0, 1]: probabilities as they are, a cosine c as
 * (1 + c) / 2.
 *
 * @param batch photos in a forward pass, at least 1
 */
public record Scorer(Classifier model, int batch) {
    public Scorer {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 photo, got " + batch);
        }
    }

    /**
     * The scores of a class.
     *
     * @param inputs each [3, height, width] as the card's preprocessing makes them
     * @param label index of the class
     * @return one score for each input
     */
    public double[] scores(List<float[]> inputs, int label) {
        var size = model.card().preprocessing();
        var scores = new double[inputs.size()];
        for (int start = 0; start < inputs.size(); start += batch) {
            int count = Math.min(batch, inputs.size() - start);
            var images = TensorData.allocate(ElementType.FLOAT32, Shape.of(count, 3, size.height(), size.width()));
            for (int i = 0; i < count; i++) {
                images.floatBuffer().put(i * size.length(), inputs.get(start + i));
            }
            var logits = model.logits(images);
            for (int i = 0; i < count; i++) {
                double score = Prediction.of(model.card(), logits, i).scores().get(label);
                scores[start + i] = model.card().scores() == ScoreKind.COSINE ? (1 + score) / 2 : score;
            }
        }
        return scores;
    }
}
