package dev.konkyo.image.augment;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A Gaussian blur, as of a lens out of focus.
 *
 * @param probability in [0, 1]
 * @param deviation the largest standard deviation, as a fraction of the picture's shorter side, in [0, 0.1]
 */
public record Blur(double probability, double deviation) implements Augmentation.Photometric {
    /** A narrower bell changes no byte. */
    private static final double FAINTEST = 0.1;

    public Blur {
        Ranges.probability(probability);
        Ranges.check("the largest deviation of a blur", deviation, 0, 0.1);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double pixels = deviation * Math.min(height, width) * random.nextDouble();
        return new Change.Repaint(
                Map.of("pixels", pixels), picture -> pixels < FAINTEST ? picture : picture.blurred(pixels));
    }
}
