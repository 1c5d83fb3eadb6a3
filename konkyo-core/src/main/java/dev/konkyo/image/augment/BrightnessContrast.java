package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import java.util.random.RandomGenerator;

/**
 * Other light: {@code 127.5 + c (v - 127.5) + 255 b} for every component {@code v}, kept within [0, 255].
 *
 * @param brightness the largest {@code b} to either side, in [0, 1]
 * @param contrast the largest distance of {@code c} from 1, in [0, 1]
 */
public record BrightnessContrast(double brightness, double contrast) implements Augmentation.Photometric {
    public BrightnessContrast {
        Ranges.check("the largest change of brightness", brightness, 0, 1);
        Ranges.check("the largest change of contrast", contrast, 0, 1);
    }

    @Override
    public Image apply(Image picture, RandomGenerator random) {
        double shift = 255 * brightness * Ranges.symmetric(random);
        double factor = 1 + contrast * Ranges.symmetric(random);
        byte[] changed = new byte[256];
        for (int value = 0; value < 256; value++) {
            changed[value] = (byte) Math.clamp(Math.round(127.5 + factor * (value - 127.5) + shift), 0, 255);
        }
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = changed[rgb[i] & 0xff];
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
