package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a method found for a batch.
 *
 * @param logits float32 [N, classes]
 * @param maps float32 [N, h, w]; their mean over places is the part of the score that the evidence layer carries
 * @param unit of the maps
 * @param clusters int64 [N], by which channel weights the model's own graph made the maps; null for other methods
 */
public record Evidence(
        TensorData logits,
        TensorData maps,
        Unit unit,
        @Nullable TensorData clusters) {
    /** What a method found that looks no cluster up. */
    public Evidence(TensorData logits, TensorData maps, Unit unit) {
        this(logits, maps, unit, null);
    }

    /** The cluster whose channel weights made a photo's map; empty for methods without. */
    public OptionalInt cluster(int row) {
        return clusters == null ? OptionalInt.empty() : OptionalInt.of((int) clusters.toLongs()[row]);
    }

    /** The unit of evidence that is a part of a model's scores. */
    public static Unit unit(ModelCard card) {
        return card.scores().unit();
    }

    /** The unit of evidence by gradients: of logits they add up to a part of the score, of cosines they do not. */
    public static Unit gradientUnit(ModelCard card) {
        return switch (card.scores()) {
            case SOFTMAX -> Unit.SCORE;
            case COSINE -> Unit.COSINE_GRADIENT;
        };
    }

    /** The unit of evidence by scores before softmax that change. */
    static Unit changeUnit(ModelCard card) {
        return switch (card.scores()) {
            case SOFTMAX -> Unit.SCORE;
            case COSINE -> Unit.COSINE_CHANGE;
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

    /**
     * One photo's map at its place in the photo.
     *
     * @param model that gave the evidence
     * @param row of the batch
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     */
    public Heatmap heatmap(Classifier model, int row, int height, int width) {
        return heatmap(model, row, model.card().preprocessing().placement(height, width));
    }

    /** The same where it is known which part of the photo the network's input covers. */
    public Heatmap heatmap(Classifier model, int row, Box input) {
        Box covered = model.covered(height(), width()).within(input);
        return new Heatmap(height(), width(), map(row), unit, covered);
    }

    public int height() {
        return maps.shape().at(1);
    }

    public int width() {
        return maps.shape().at(2);
    }
}
