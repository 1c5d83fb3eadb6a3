package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A margin on the cosine: the own class counts with {@code cos(angle) - margin} (Wang et al. 2018, "CosFace: Large Margin Cosine Loss for
 * Deep Face Recognition", equation 4).
 *
 * @param scale factor on the cosines, above 0
 * @param margin in [0, 2), where 2 is the whole range of a cosine
 */
public record CosFace(double scale, double margin, ClassWeights weights) implements CosineLoss {
    public CosFace {
        CosineLoss.checkScale(scale);
        if (!(margin >= 0 && margin < 2)) {
            throw new IllegalArgumentException("CosFace's margin is a cosine in [0, 2), got " + margin);
        }
    }

    @Override
    public double scale(Tensor cosines, Targets targets) {
        return scale;
    }

    @Override
    public Tensor own(Tensor cosine) {
        return cosine.sub(new Scalar(margin));
    }

    @Override
    public double cosineScale() {
        return scale;
    }
}
