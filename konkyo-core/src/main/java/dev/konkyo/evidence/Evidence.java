package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;

/**
 * What a method found for a batch.
 *
 * @param logits float32 [N, classes]
 * @param maps float32 [N, h, w]; their mean over places is the part of the score that the evidence layer carries
 * @param unit of the maps
 */
public record Evidence(TensorData logits, TensorData maps, Unit unit) {
    /** The unit of evidence that is a part of a model's scores. */
    public static Unit unit(ModelCard card) {
        return switch (card.scores()) {
            case SOFTMAX -> Unit.SCORE;
            case COSINE -> Unit.COSINE;
        };
    }

    /** The unit of the evidence that a model's graph gives itself, and of the card's scale. */
    public static Unit ownUnit(ModelCard card) {
        Unit own = card.evidenceUnit();
        return own == null ? unit(card) : own;
    }

    /** One photo's map, row by row. */
    public float[] map(int row) {
        int places = maps.shape().at(1) * maps.shape().at(2);
        float[] values = new float[places];
        maps.floatBuffer().get(row * places, values);
        return values;
    }

    public int height() {
        return maps.shape().at(1);
    }

    public int width() {
        return maps.shape().at(2);
    }
}
