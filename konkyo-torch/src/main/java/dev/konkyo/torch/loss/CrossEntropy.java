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
 * @param weights factor on each class's logarithm
 */
public record CrossEntropy(double smoothing, ClassWeights weights) implements Loss {
    private static final long NO_REDUCTION = 0;
    private static final long IGNORED_LABEL = -100;

    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must lie in [0, 1), got " + smoothing);
        }
    }

    /** All classes alike. */
    public CrossEntropy(double smoothing) {
        this(smoothing, ClassWeights.even());
    }

    @Override
    public Tensor perPhoto(Tensor logits, Targets targets) {
        TensorOptional weight = weights.like(logits).map(TensorOptional::new).orElseGet(TensorOptional::new);
        return torch.cross_entropy_loss(logits, targets.like(logits), weight, NO_REDUCTION, IGNORED_LABEL, smoothing);
    }
}
