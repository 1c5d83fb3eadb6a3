package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;

/** A way to find the places that a score rests on. */
public interface EvidenceMethod {
    /**
     * Explains a batch.
     *
     * @param images float32 [N, 3, height, width], as the model's card preprocesses photos
     * @param target which score to explain
     */
    Evidence explain(TensorData images, Target target);
}
