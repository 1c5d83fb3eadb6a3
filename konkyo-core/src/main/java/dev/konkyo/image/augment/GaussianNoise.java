package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import dev.konkyo.image.ToneCurve;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Noise of a sensor: every component of every pixel gets a normal deviate of its own, kept within [0, 255].
 *
 * @param probability in [0, 1]
 * @param deviation the largest standard deviation as a fraction of the range from black to white, in [0, 1]
 */
public record GaussianNoise(double probability, double deviation) implements Augmentation.Photometric {
    public GaussianNoise {
        Ranges.probability(probability);
        Ranges.check("the largest deviation of noise", deviation, 0, 1);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double drawn = deviation * random.nextDouble();
        int seed = random.nextInt();
        return new Change.Repaint(
                Map.of("deviation", drawn, "seed", seed), picture -> noisy(picture, 255 * drawn, seed));
    }

    private static Image noisy(Image picture, double deviation, int seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = ToneCurve.component((rgb[i] & 0xff) + deviation * random.nextGaussian());
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
