package dev.konkyo.torch.loss;

import dev.konkyo.torch.TorchEngine;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cosines whose scale follows from the number of classes and, if it is dynamic, from how far training has come (Zhang et al. 2019, "AdaCos:
 * Adaptively Scaling Cosine Logits for Effectively Learning Deep Face Representations").
 *
 * <p>The fixed scale is sqrt(2) log(C - 1) (section 4.1), which puts the steepest place of the probability at an angle of pi / 4. The dynamic one (equation 15)
 * begins there; each batch that is learnt from then sets it to log(B) / cos(min(pi / 4, median)), where B is the batch's mean of the sum of exp(scale
 * cos) over the other classes, at the scale before, and the median is that of the angles to the own class.
 *
 * <p>The paper speaks of many classes, for which B is far above 1. With two classes the fixed formula gives 0, from which no batch leads away and at which nothing is
 * learnt; with a few, log(B) falls below 0 once the other centres lie on the far side, and a negative scale would teach the reverse. So two
 * classes have the fixed scale of three for good, and a batch with B of at most 1 leaves the scale as it was. Everything else is as published; in particular
 * there is no lower bound.
 *
 * <p>A batch counts as one that is learnt from if its cosines carry gradients. Belongs to one thread.
 */
public final class AdaCos implements CosineLoss {
    /** With fewer classes the paper's scale is 0. */
    private static final int FEWEST = 3;

    private static final double LARGEST_ANGLE = Math.PI / 4;

    private final boolean dynamic;
    private final ClassWeights weights;
    private double scale;

    private AdaCos(double scale, boolean dynamic, ClassWeights weights) {
        this.scale = scale;
        this.dynamic = dynamic;
        this.weights = weights;
    }

    /** The scale of this number of classes for good. */
    public static AdaCos fixed(int classes, ClassWeights weights) {
        return new AdaCos(fixedScale(classes), false, weights);
    }

    /** A scale that begins with the fixed one; with two classes it stays there. */
    public static AdaCos dynamic(int classes, ClassWeights weights) {
        return new AdaCos(fixedScale(classes), classes >= FEWEST, weights);
    }

    /** sqrt(2) log(C - 1), and for two classes that of three. */
    public static double fixedScale(int classes) {
        return Math.sqrt(2) * Math.log(Math.max(FEWEST, classes) - 1.0);
    }

    /** Goes on with a dynamic scale that an earlier training had reached. */
    public void resume(double reached) {
        CosineLoss.checkScale(reached);
        if (dynamic) {
            scale = reached;
        }
    }

    @Override
    public double scale(Tensor cosines, Targets targets) {
        if (dynamic && cosines.requires_grad()) {
            scale = TorchEngine.noGrad(() -> next(cosines.detach(), targets));
        }
        return scale;
    }

    private double next(Tensor cosines, Targets targets) {
        Tensor label = targets.labels().unsqueeze(1);
        Tensor own = cosines.gather(1, label)
                .clamp_min(new Scalar(-1))
                .neg()
                .clamp_min(new Scalar(-1))
                .neg();
        Tensor terms = cosines.mul(new Scalar(scale)).exp();
        double others = terms.scatter(1, label, new Scalar(0)).sum(1).mean().item_double();
        double angle = Math.min(LARGEST_ANGLE, torch.acos(own).median().item_double());
        double next = Math.log(others) / Math.cos(angle);
        return next > 0 && Double.isFinite(next) ? next : scale;
    }

    @Override
    public ClassWeights weights() {
        return weights;
    }

    @Override
    public double cosineScale() {
        return scale;
    }
}
