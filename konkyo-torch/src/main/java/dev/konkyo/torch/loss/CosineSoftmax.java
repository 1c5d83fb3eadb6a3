package dev.konkyo.torch.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * Cosines without a margin (Wang et al. 2017, "NormFace: L2 Hypersphere Embedding for Face Verification", section 3.2).
 *
 * @param scale factor on the cosines, above 0; without one the probabilities of few classes could not come near 1 (proposition 2)
 */
public record CosineSoftmax(double scale, ClassWeights weights) implements CosineLoss {
    public CosineSoftmax {
        CosineLoss.checkScale(scale);
    }

    @Override
    public double scale(Tensor cosines, Targets targets) {
        return scale;
    }

    @Override
    public double cosineScale() {
        return scale;
    }
}
