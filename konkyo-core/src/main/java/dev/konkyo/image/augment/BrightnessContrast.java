package dev.konkyo.image.augment;

import dev.konkyo.image.ToneCurve;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Other light: {@code 127.5 + c (v - 127.5) + 255 b} for every component {@code v}, kept within [0, 255].
 *
 * @param probability in [0, 1]
 * @param brightness the largest {@code b} to either side, in [0, 1]
 * @param contrast the largest distance of {@code c} from 1, in [0, 1]
 */
public record BrightnessContrast(double probability, double brightness, double contrast)
        implements Augmentation.Photometric {
    public BrightnessContrast {
        Ranges.probability(probability);
        Ranges.check("the largest change of brightness", brightness, 0, 1);
        Ranges.check("the largest change of contrast", contrast, 0, 1);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double shift = brightness * Ranges.symmetric(random);
        double factor = 1 + contrast * Ranges.symmetric(random);
        return new Change.Repaint(
                Map.of("brightness", shift, "contrast", factor),
                ToneCurve.of(value -> 127.5 + factor * (value - 127.5) + 255 * shift));
    }
}
