package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Softmax cross-entropy: the negative logarithm of the probabilities that the scores give the classes, weighted by the classes' shares; with
 * one label the negative logarithm of its probability.
 *
 * @param smoothing part of the shares that is spread evenly over all classes, in [0, 1) (Szegedy et al. 2016, "Rethinking
 *     the Inception Architecture", section 7)
 */
public record CrossEntropy(double smoothing) implements Loss {
    private static final long MEAN = 1;
    private static final long IGNORED_LABEL = -100;

    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must lie in [0, 1), got " + smoothing);
        }
    }

    @Override
    public Tensor of(Tensor logits, Targets targets) {
        return torch.cross_entropy_loss(
                logits, targets.like(logits), new TensorOptional(), MEAN, IGNORED_LABEL, smoothing);
    }
}
