package dev.konkyo.faithfulness;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.List;

/** A classifier whose score of class 0 is a weighted sum of the red pixels; it says how often and how widely it was asked. */
final class LinearModel implements Classifier {
    private final int height;
    private final int width;
    private final float[] weights;
    private int passes;
    private int widest;

    LinearModel(int height, int width, float... weights) {
        this.height = height;
        this.width = width;
        this.weights = weights;
    }

    int passes() {
        return passes;
    }

    int widest() {
        return widest;
    }

    /** Cosines c become scores (1 + c) / 2 without a softmax between, so the score stays linear. */
    @Override
    public ModelCard card() {
        return ModelCard.of("linear", List.of("this", "other"), Preprocessing.stretched(height, width))
                .withScores(ModelCard.ScoreKind.COSINE);
    }

    @Override
    public TensorData logits(TensorData images) {
        int photos = images.shape().at(0);
        float[] pixels = images.toFloats();
        float[] logits = new float[2 * photos];
        for (int photo = 0; photo < photos; photo++) {
            float score = 0;
            for (int i = 0; i < weights.length; i++) {
                score += weights[i] * pixels[3 * weights.length * photo + i];
            }
            logits[2 * photo] = 2 * score - 1;
        }
        passes++;
        widest = Math.max(widest, photos);
        return TensorData.ofFloats(Shape.of(photos, 2), logits);
    }

    @Override
    public void close() {
        // Nothing native is held.
    }

    /** A photo with these red pixels. */
    static float[] red(float... pixels) {
        float[] image = new float[3 * pixels.length];
        System.arraycopy(pixels, 0, image, 0, pixels.length);
        return image;
    }

    /** A method that always gives this map. */
    EvidenceMethod saying(float... map) {
        return (images, _) ->
                new Evidence(logits(images), TensorData.ofFloats(Shape.of(1, height, width), map), Unit.RELATIVE);
    }

    /** A method that gives the red pixels times a factor. */
    EvidenceMethod pixels(float factor) {
        return (images, _) -> {
            float[] values = images.toFloats();
            float[] map = new float[weights.length];
            for (int i = 0; i < map.length; i++) {
                map[i] = factor * values[i];
            }
            return new Evidence(logits(images), TensorData.ofFloats(Shape.of(1, height, width), map), Unit.RELATIVE);
        };
    }

    /** A trial on a photo. */
    Trial trial(EvidenceMethod method, float[] image, long seed) {
        var scorer = new Scorer(this, 4);
        return new Trial(
                scorer, new Contender("method", method, false), image, 0, scorer.scores(List.of(image), 0)[0], seed);
    }
}
