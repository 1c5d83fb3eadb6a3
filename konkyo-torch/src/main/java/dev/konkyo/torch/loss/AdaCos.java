package dev.konkyo.torch.loss;

import dev.konkyo.torch.TorchEngine;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cosines whose scale follows from the number of classes and, if it is dynamic, from how far training has come (Zhang et al. 2019, "AdaCos:
 * Adaptively Scaling Cosine Logits for Effectively Learning Deep Face Representations").
 *
 * <p>The fixed scale is sqrt(2) log(C - 1) (section 4.1), which puts the steepest place of the probability at an angle of pi / 4. The dynamic one begins there;
 * each batch that is learnt from then sets it to log(B) / cos(min(pi / 4, median)), where B is the batch's mean of the sum of exp(scale cos) over
 * the other classes, at the scale before, and the median is that of the angles to the own class (section 4.2). Both formulas go to 0 with two classes and the
 * dynamic one grows small with three, so the scale never falls below sqrt(2) log(2), the fixed scale of three classes.
 *
 * <p>A batch counts as one that is learnt from if its cosines carry gradients. Belongs to one thread.
 */
public final class AdaCos implements CosineLoss {
    private static final double LEAST = Math.sqrt(2) * Math.log(2);
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

    /** A scale that begins with the fixed one. */
    public static AdaCos dynamic(int classes, ClassWeights weights) {
        return new AdaCos(fixedScale(classes), true, weights);
    }

    /** sqrt(2) log(C - 1), and for two classes that of three. */
    public static double fixedScale(int classes) {
        return Math.max(LEAST, Math.sqrt(2) * Math.log(classes - 1.0));
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
        return Double.isFinite(next) ? Math.max(LEAST, next) : scale;
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
