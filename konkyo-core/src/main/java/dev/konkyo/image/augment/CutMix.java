package dev.konkyo.image.augment;

import java.util.random.RandomGenerator;

/**
 * A rectangle of another photo is pasted into each photo of a batch, and the label is mixed by the area that was really pasted (Yun et
 * al. 2019, "CutMix", equations 1 and 2). The rectangle has the picture's shape and the area 1 - λ with λ from Beta(α, α); its centre lies
 * anywhere in the picture, and what reaches beyond the edges is cut off. One rectangle serves a batch.
 *
 * @param probability for a batch, in [0, 1]
 * @param alpha in (0, 100]; 1, as in the paper, makes every area equally likely
 */
public record CutMix(double probability, double alpha) implements Augmentation.Mixing {
    public CutMix {
        Ranges.probability(probability);
        Ranges.check("the alpha of cutmix", alpha, 1e-3, 100);
    }

    @Override
    public Mixture draw(int height, int width, RandomGenerator random) {
        double side = Math.sqrt(1 - new Beta(alpha).sample(random));
        double x = width * random.nextDouble();
        double y = height * random.nextDouble();
        return new Mixture.Paste(
                edge(x - side * width / 2, width),
                edge(y - side * height / 2, height),
                edge(x + side * width / 2, width),
                edge(y + side * height / 2, height),
                height,
                width);
    }

    private static int edge(double place, int length) {
        return Math.toIntExact(Math.clamp(Math.round(place), 0, length));
    }
}
