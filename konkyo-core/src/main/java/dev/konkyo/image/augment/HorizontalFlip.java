package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.random.RandomGenerator;

/**
 * Left becomes right.
 *
 * @param probability in [0, 1]
 */
public record HorizontalFlip(double probability) implements Augmentation.Geometric {
    public HorizontalFlip {
        Ranges.check("the probability of a flip", probability, 0, 1);
    }

    @Override
    public Affine draw(int height, int width, RandomGenerator random) {
        return random.nextDouble() < probability ? Affine.scale(-1, 1).about(width / 2.0, 0) : Affine.IDENTITY;
    }
}
