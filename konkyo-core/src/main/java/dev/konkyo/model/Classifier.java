package dev.konkyo.model;

import dev.konkyo.graph.TensorData;

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

    @Override
    void close();
}
