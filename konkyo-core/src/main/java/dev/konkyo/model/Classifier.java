package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;

/**
 * A model that gives one score per class. Safe for use by several threads.
 *
 * <p>Images are float32 [N, 3, height, width] as the card's preprocessing makes them, in native memory.
 */
public interface Classifier extends AutoCloseable {
    /** Labels, preprocessing and what else one must know of the model. */
    ModelCard card();

    /**
     * Scores before softmax (for metric-learning heads: cosines).
     *
     * @param images float32 [N, 3, height, width]
     * @return float32 [N, classes]
     */
    TensorData logits(TensorData images);

    /**
     * The rectangle of an input that a map of evidence covers, see {@link MapPlaces}.
     *
     * @return in shares of the input's sides
     */
    default Box covered(int rows, int columns) {
        return Box.whole(1, 1);
    }

    @Override
    void close();
}
