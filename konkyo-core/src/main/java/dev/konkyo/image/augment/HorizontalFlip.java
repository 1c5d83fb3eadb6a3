package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Left becomes right.
 *
 * @param probability in [0, 1]
 */
public record HorizontalFlip(double probability) implements Augmentation.Geometric {
    public HorizontalFlip {
        Ranges.probability(probability);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        return new Change.Move(Map.of(), Affine.scale(-1, 1).about(width / 2.0, 0));
    }
}
