package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An enlargement or reduction about the middle.
 *
 * @param probability in [0, 1]
 * @param growth the largest enlargement less one, in [0, 3]: 0.1 goes from 1 / 1.1 to 1.1, small and large equally often
 */
public record Scale(double probability, double growth) implements Augmentation.Geometric {
    public Scale {
        Ranges.probability(probability);
        Ranges.check("the largest enlargement less one", growth, 0, 3);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        double factor = Math.pow(1 + growth, Ranges.symmetric(random));
        return new Change.Move(
                Map.of("factor", factor), Affine.scale(factor, factor).about(width / 2.0, height / 2.0));
    }
}
