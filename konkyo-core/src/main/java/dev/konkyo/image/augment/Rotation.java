package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.random.RandomGenerator;

/**
 * A turn about the middle.
 *
 * @param degrees the largest turn to either side, in [0, 180]
 */
public record Rotation(double degrees) implements Augmentation.Geometric {
    public Rotation {
        Ranges.check("the largest rotation in degrees", degrees, 0, 180);
    }

    @Override
    public Affine draw(int height, int width, RandomGenerator random) {
        double radians = Math.toRadians(degrees * Ranges.symmetric(random));
        return Affine.rotation(radians).about(width / 2.0, height / 2.0);
    }
}
