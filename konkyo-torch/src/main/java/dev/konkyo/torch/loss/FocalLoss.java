package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy in which photos that are told rightly already count for less: {@code -weight (1 - p)^focus log p}, where p is the
 * probability that the scores give the label (Lin et al. 2017, "Focal Loss for Dense Object Detection", eq. 5). With shares in several
 * classes it is the sum of their terms weighted by the shares.
 *
 * @param focus the paper's gamma, at least 0, where 0 is cross-entropy and 2 the paper's choice
 * @param weights the paper's alpha of each class
 */
public record FocalLoss(double focus, ClassWeights weights) implements Loss {
    /** Below it 1 - p is no different from 0; the power of 0 has no gradient for a focus below 1. */
    private static final double SMALLEST_REST = 1e-12;

    public FocalLoss {
        if (!(focus >= 0 && Double.isFinite(focus))) {
            throw new IllegalArgumentException("the focal loss needs a focus of at least 0, got " + focus);
        }
    }

    @Override
    public Tensor perPhoto(Tensor logits, Targets targets) {
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor rest = logarithms.expm1().neg().clamp_min(new Scalar(SMALLEST_REST));
        Tensor terms = targets.like(logits)
                .mul(rest.pow(new Scalar(focus)))
                .mul(logarithms)
                .neg();
        return weights.like(logits).map(terms::mul).orElse(terms).sum(1);
    }
}
