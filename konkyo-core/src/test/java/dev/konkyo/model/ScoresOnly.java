package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;

/**
 * A model that gives scores and nothing else.
 *
 * @param covered by its maps, in shares of the input's sides
 */
public record ScoresOnly(Classifier model, Box covered) implements Classifier {
    /** Its maps cover the whole input. */
    public ScoresOnly(Classifier model) {
        this(model, Box.whole(1, 1));
    }

    /** Its maps cover the middle of the input, as those of networks without padding. */
    public static ScoresOnly ofTheMiddle(Classifier model) {
        return new ScoresOnly(model, new Box(0.25, 0.25, 0.5, 0.5));
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public TensorData logits(TensorData images) {
        return model.logits(images);
    }

    @Override
    public Box covered(int rows, int columns) {
        return covered;
    }

    @Override
    public void close() {
        model.close();
    }
}
