package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A shift.
 *
 * @param probability in [0, 1]
 * @param share the largest shift as a fraction of the side it goes along, in [0, 1]
 */
public record Shift(double probability, double share) implements Augmentation.Geometric {
    public Shift {
        Ranges.probability(probability);
        Ranges.check("the largest shift", share, 0, 1);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        double right = width * share * Ranges.symmetric(random);
        double down = height * share * Ranges.symmetric(random);
        return new Change.Move(Map.of("right", right, "down", down), Affine.shift(right, down));
    }
}
