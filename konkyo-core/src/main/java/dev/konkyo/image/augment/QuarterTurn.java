package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A turn by 90, 180 or 270 degrees, which moves whole pixels and blurs nothing. A picture that is not square keeps its shape only
 * when it is turned by 180, which is then the only turn; a photo counts by its own shape, also where it is stretched to a square.
 *
 * @param probability in [0, 1]
 */
public record QuarterTurn(double probability) implements Augmentation.Geometric {
    public QuarterTurn {
        Ranges.probability(probability);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        // Drawn in any case, so that what is drawn after it does not depend on the shape.
        int drawn = 1 + random.nextInt(3);
        int quarters = height == width ? drawn : 2;
        // Exact numbers: a sine of 180 degrees that is nearly 0 would interpolate.
        int cosine = quarters == 2 ? -1 : 0;
        int sine = 2 - quarters;
        return new Change.Move(
                Map.of("degrees", 90 * quarters),
                new Affine(cosine, -sine, 0, sine, cosine, 0).about(width / 2.0, height / 2.0));
    }
}
