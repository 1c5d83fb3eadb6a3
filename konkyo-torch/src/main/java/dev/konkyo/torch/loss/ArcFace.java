package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A margin on the angle: the own class counts with {@code cos(angle + margin)} (Deng et al. 2019, "ArcFace: Additive Angular Margin Loss for
 * Deep Face Recognition", equation 3).
 *
 * <p>That falls with the angle only up to pi - margin. Beyond, it is continued by {@code cos(angle) - margin sin(margin)}, as in the authors' program, which
 * falls on and never lies above. With the easy margin the margin applies only below an angle of pi / 2, so that photos that are far from their centre
 * are not asked for more than the right direction.
 *
 * @param scale factor on the cosines, above 0; the paper's is 64
 * @param margin in radians, in [0, pi / 2]; the paper's is 0.5
 */
public record ArcFace(double scale, double margin, boolean easyMargin, ClassWeights weights) implements CosineLoss {
    /** Keeps the gradient of the sine finite where embedding and centre coincide. */
    private static final double SMALLEST_SQUARE = 1e-12;

    public ArcFace {
        CosineLoss.checkScale(scale);
        if (!(margin >= 0 && margin <= Math.PI / 2)) {
            throw new IllegalArgumentException("ArcFace's margin is an angle in [0, pi / 2], got " + margin);
        }
    }

    @Override
    public double scale(Tensor cosines, Targets targets) {
        return scale;
    }

    @Override
    public Tensor own(Tensor cosine) {
        Tensor sine = cosine.square()
                .neg()
                .add(new Scalar(1))
                .clamp_min(new Scalar(SMALLEST_SQUARE))
                .sqrt();
        // cos(angle + margin) = cos(angle) cos(margin) - sin(angle) sin(margin)
        Tensor moved = cosine.mul(new Scalar(Math.cos(margin))).sub(sine.mul(new Scalar(Math.sin(margin))));
        if (easyMargin) {
            return torch.where(cosine.gt(new Scalar(0)), moved, cosine);
        }
        // sin(pi - margin) = sin(margin), and angle < pi - margin where cos(angle) > -cos(margin).
        Tensor continued = cosine.sub(new Scalar(margin * Math.sin(margin)));
        return torch.where(cosine.gt(new Scalar(-Math.cos(margin))), moved, continued);
    }

    @Override
    public double cosineScale() {
        return scale;
    }
}
