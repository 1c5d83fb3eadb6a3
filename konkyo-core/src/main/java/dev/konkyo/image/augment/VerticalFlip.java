package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.random.RandomGenerator;

/**
 * Top becomes bottom.
 *
 * @param probability in [0, 1]
 */
public record VerticalFlip(double probability) implements Augmentation.Geometric {
    public VerticalFlip {
        Ranges.check("the probability of a flip", probability, 0, 1);
    }

    @Override
    public Affine draw(int height, int width, RandomGenerator random) {
        return random.nextDouble() < probability ? Affine.scale(1, -1).about(0, height / 2.0) : Affine.IDENTITY;
    }
}
