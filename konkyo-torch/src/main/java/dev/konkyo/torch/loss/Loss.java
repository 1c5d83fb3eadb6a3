package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Tensor;

/** A number that says how wrong a batch's scores are. */
public interface Loss {
    /**
     * The mean over the batch.
     *
     * @param logits floating, [N, classes]
     * @param targets shares of the classes, [N, classes]
     * @return a scalar in the caller's scope
     */
    default Tensor of(Tensor logits, Targets targets) {
        return perPhoto(logits, targets).mean();
    }

    /**
     * The loss of each photo.
     *
     * @param logits floating, [N, classes]
     * @param targets shares of the classes, [N, classes]
     * @return [N], in the caller's scope
     */
    Tensor perPhoto(Tensor logits, Targets targets);

    /** The factor on the scores at present, where they are cosines; NaN where they are not. */
    default double cosineScale() {
        return Double.NaN;
    }
}
