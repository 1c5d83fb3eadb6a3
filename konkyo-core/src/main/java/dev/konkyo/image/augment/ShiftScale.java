package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.random.RandomGenerator;

/**
 * A shift, and an enlargement or reduction about the middle.
 *
 * @param shift the largest shift as a fraction of the side it goes along, in [0, 1]
 * @param scale the largest enlargement less one, in [0, 3]: 0.1 goes from 1 / 1.1 to 1.1, small and large equally often
 */
public record ShiftScale(double shift, double scale) implements Augmentation.Geometric {
    public ShiftScale {
        Ranges.check("the largest shift", shift, 0, 1);
        Ranges.check("the largest enlargement less one", scale, 0, 3);
    }

    @Override
    public Affine draw(int height, int width, RandomGenerator random) {
        double factor = Math.pow(1 + scale, Ranges.symmetric(random));
        double right = width * shift * Ranges.symmetric(random);
        double down = height * shift * Ranges.symmetric(random);
        return Affine.scale(factor, factor).about(width / 2.0, height / 2.0).then(Affine.shift(right, down));
    }
}
