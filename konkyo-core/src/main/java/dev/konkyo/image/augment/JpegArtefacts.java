package dev.konkyo.image.augment;

import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The blocks and fringes of a JPEG of poor quality: the picture is written as one and read again.
 *
 * @param probability in [0, 1]
 * @param lowest quality, in [1, 95]; qualities from there to 95 are equally likely
 */
public record JpegArtefacts(double probability, int lowest) implements Augmentation.Photometric {
    private static final int HIGHEST = 95;

    public JpegArtefacts {
        Ranges.probability(probability);
        Ranges.check("the lowest JPEG quality", lowest, 1, HIGHEST);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        int quality = random.nextInt(lowest, HIGHEST + 1);
        return new Change.Repaint(
                Map.of("quality", quality),
                picture -> PhotoReader.standard().decode(PhotoWriter.jpeg(picture, quality)));
    }
}
