package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A turn about the middle.
 *
 * @param probability in [0, 1]
 * @param degrees the largest turn to either side, in [0, 180]
 */
public record Rotation(double probability, double degrees) implements Augmentation.Geometric {
    public Rotation {
        Ranges.probability(probability);
        Ranges.check("the largest rotation in degrees", degrees, 0, 180);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        double turn = degrees * Ranges.symmetric(random);
        return new Change.Move(
                Map.of("degrees", turn), Affine.rotation(Math.toRadians(turn)).about(width / 2.0, height / 2.0));
    }
}
