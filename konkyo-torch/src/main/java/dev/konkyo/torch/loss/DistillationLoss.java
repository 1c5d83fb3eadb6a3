package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A student's loss against labels and teachers at once (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network",
 * section 2): {@code softWeight T² KL(p || softmax(z / T)) + (1 - softWeight) hard(z)}, where z are the student's logits and p the
 * teachers' distribution at the same temperature T.
 *
 * <p>The divergence has the gradient of the paper's cross-entropy, (q - p) / T (eq. 2), and is 0 where the student says what the teachers
 * say. Its gradient shrinks with 1/T², which the factor makes up for, so that the weight means the same at every temperature. A
 * photo without a label has the soft part only; where nothing was taught, as in validation, the loss is the hard part alone.
 *
 * @param hard the loss against the labels, at a temperature of 1
 * @param temperature T, at least 1
 * @param softWeight the soft part's share, in [0, 1]
 */
public record DistillationLoss(Loss hard, double temperature, double softWeight) implements Loss {
    /** Stands in for a probability or a share of 0, whose logarithm or quotient is not needed but must be a number. */
    private static final double TINY = 1e-30;

    public DistillationLoss {
        if (!(temperature >= 1 && Double.isFinite(temperature)) || !(softWeight >= 0 && softWeight <= 1)) {
            throw new IllegalArgumentException(
                    "distillation needs a temperature of at least 1 and a soft weight in [0, 1], got " + temperature
                            + " and " + softWeight);
        }
    }

    @Override
    public Tensor perPhoto(Tensor logits, Targets targets) {
        return targets.taught()
                .map(taught -> soft(logits, taught.to(logits.scalar_type()))
                        .mul(new Scalar(softWeight))
                        .add(labelled(logits, targets).mul(new Scalar(1 - softWeight))))
                .orElseGet(() -> hard.perPhoto(logits, targets));
    }

    private Tensor soft(Tensor logits, Tensor taught) {
        Tensor said = torch.log_softmax(logits.div(new Scalar(temperature)), 1);
        Tensor meant = taught.clamp_min(new Scalar(TINY)).log();
        return taught.mul(meant.sub(said)).sum(1).mul(new Scalar(temperature * temperature));
    }

    /** The hard part in proportion to the share of a photo that is labelled: all of it, nothing, or part of a mixed one. */
    private Tensor labelled(Tensor logits, Targets targets) {
        Tensor shares = targets.like(logits);
        Tensor known = shares.sum(1);
        Tensor whole = shares.div(known.unsqueeze(1).clamp_min(new Scalar(TINY)));
        return hard.perPhoto(logits, new Targets(whole)).mul(known);
    }
}
