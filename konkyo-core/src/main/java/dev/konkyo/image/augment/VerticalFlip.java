package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Top becomes bottom.
 *
 * @param probability in [0, 1]
 */
public record VerticalFlip(double probability) implements Augmentation.Geometric {
    public VerticalFlip {
        Ranges.probability(probability);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        return new Change.Move(Map.of(), Affine.scale(1, -1).about(0, height / 2.0));
    }
}
