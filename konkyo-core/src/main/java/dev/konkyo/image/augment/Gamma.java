package dev.konkyo.image.augment;

import dev.konkyo.image.ToneCurve;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Lighter or darker middle tones: {@code 255 (v / 255)^g} for every component {@code v}; black and white stay.
 *
 * @param probability in [0, 1]
 * @param range the largest exponent less one, in [0, 3]: 0.5 goes from 1 / 1.5 to 1.5, lighter and darker equally often
 */
public record Gamma(double probability, double range) implements Augmentation.Photometric {
    public Gamma {
        Ranges.probability(probability);
        Ranges.check("the largest exponent less one", range, 0, 3);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double exponent = Math.pow(1 + range, Ranges.symmetric(random));
        return new Change.Repaint(
                Map.of("exponent", exponent), ToneCurve.of(value -> 255 * Math.pow(value / 255, exponent)));
    }
}
