package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Tensor;

/** A number that says how wrong a batch's scores are. */
public interface Loss {
    /**
     * The mean over the batch.
     *
     * @param logits floating, [N, classes]
     * @param labels int64, [N], each in [0, classes)
     * @return a scalar in the caller's scope
     */
    Tensor of(Tensor logits, Tensor labels);
}
