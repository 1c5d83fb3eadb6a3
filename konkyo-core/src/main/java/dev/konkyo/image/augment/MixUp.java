package dev.konkyo.image.augment;

import java.util.random.RandomGenerator;

/**
 * Each photo of a batch is laid over another, and so are their labels: {@code λ x + (1 - λ) x'} with λ from Beta(α, α) (Zhang et
 * al. 2018, "mixup: Beyond Empirical Risk Minimization", equations 1 and 2). One λ serves a batch, as in their figure 1.
 *
 * @param probability for a batch, in [0, 1]
 * @param alpha in (0, 100]; 0.2 leaves most photos nearly whole
 */
public record MixUp(double probability, double alpha) implements Augmentation.Mixing {
    public MixUp {
        Ranges.probability(probability);
        Ranges.check("the alpha of mixup", alpha, 1e-3, 100);
    }

    @Override
    public Mixture draw(int height, int width, RandomGenerator random) {
        return new Mixture.Blend(new Beta(alpha).sample(random));
    }
}
