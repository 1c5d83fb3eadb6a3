package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Dead pixels: some become white and as many black, as from a faulty sensor or line.
 *
 * @param probability in [0, 1]
 * @param share the largest share of pixels that are lost, in [0, 1]
 */
public record SaltAndPepper(double probability, double share) implements Augmentation.Photometric {
    public SaltAndPepper {
        Ranges.probability(probability);
        Ranges.check("the largest share of lost pixels", share, 0, 1);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double drawn = share * random.nextDouble();
        int seed = random.nextInt();
        return new Change.Repaint(Map.of("share", drawn, "seed", seed), picture -> peppered(picture, drawn, seed));
    }

    private static Image peppered(Image picture, double share, int seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            double fate = random.nextDouble();
            if (fate < share) {
                Arrays.fill(rgb, i, i + 3, (byte) (fate < share / 2 ? 0 : 255));
            }
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
