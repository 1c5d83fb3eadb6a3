package dev.konkyo.model;

import dev.konkyo.graph.TensorData;

/** A classifier whose network computes evidence for its decision itself. */
public interface EvidenceClassifier extends Classifier {
    /**
     * Decision and evidence in one pass.
     *
     * @param images float32 [N, 3, height, width]
     */
    Pass pass(TensorData images);

    /**
     * What one pass gave.
     *
     * @param scores float32 [N, classes]: probabilities or cosines, as the card says
     * @param embedding float32 [N, length]
     * @param evidence float32 [N, height, width], at least 0, for the class with the highest score; in the unit of the score before softmax
     * @param clusters int64 [N]: the memory's cluster that the photo is nearest to or, without a memory, the class
     */
    record Pass(TensorData scores, TensorData embedding, TensorData evidence, TensorData clusters) {}
}
