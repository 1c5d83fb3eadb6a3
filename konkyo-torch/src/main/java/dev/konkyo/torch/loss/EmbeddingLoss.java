package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Tensor;

/** A loss that compares the photos of a batch with each other: its first argument are embeddings of length 1, [N, length]. */
public interface EmbeddingLoss extends Loss {
    /**
     * The loss of photos that are compared with class centres instead, which needs no other photos: what validation states.
     *
     * @param cosines between embeddings and class centres, floating, [N, classes]
     * @param targets shares of the classes, [N, classes]
     * @return a scalar in the caller's scope
     */
    Tensor againstCentres(Tensor cosines, Targets targets);
}
