package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import dev.konkyo.image.ToneCurve;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Stronger, weaker and turned colours. What is left of a pixel after its lightness {@code Y = 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601,
 * section 2.5.1) is turned in the plane of its colour differences {@code B - Y} and {@code R - Y}, at that standard's scale, and stretched;
 * grey pixels stay as they are, and so does every lightness unless a component leaves [0, 255].
 *
 * @param probability in [0, 1]
 * @param saturation the largest distance of the stretch from 1, in [0, 1]
 * @param hue the largest turn to either side in degrees, in [0, 180]
 */
public record Colour(double probability, double saturation, double hue) implements Augmentation.Photometric {
    public Colour {
        Ranges.probability(probability);
        Ranges.check("the largest change of saturation", saturation, 0, 1);
        Ranges.check("the largest turn of hue in degrees", hue, 0, 180);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        double stretch = 1 + saturation * Ranges.symmetric(random);
        double turn = hue * Ranges.symmetric(random);
        return new Change.Repaint(
                Map.of("saturation", stretch, "hue", turn), picture -> turned(picture, stretch, Math.toRadians(turn)));
    }

    private static Image turned(Image picture, double stretch, double radians) {
        double along = stretch * Math.cos(radians);
        // B - Y reaches 0.886 and R - Y reaches 0.701: the standard scales both to one half.
        double redToBlue = stretch * Math.sin(radians) * (0.886 / 0.701);
        double blueToRed = stretch * Math.sin(radians) * (0.701 / 0.886);
        byte[] rgb = new byte[picture.rgb().length];
        for (int i = 0; i < rgb.length; i += 3) {
            int red = picture.rgb()[i] & 0xff;
            int green = picture.rgb()[i + 1] & 0xff;
            int blue = picture.rgb()[i + 2] & 0xff;
            double lightness = 0.299 * red + 0.587 * green + 0.114 * blue;
            double towardsBlue = along * (blue - lightness) - redToBlue * (red - lightness);
            double towardsRed = along * (red - lightness) + blueToRed * (blue - lightness);
            double towardsGreen = -(0.299 * towardsRed + 0.114 * towardsBlue) / 0.587;
            rgb[i] = ToneCurve.component(lightness + towardsRed);
            rgb[i + 1] = ToneCurve.component(lightness + towardsGreen);
            rgb[i + 2] = ToneCurve.component(lightness + towardsBlue);
        }
        return new Image(picture.height(), picture.width(), rgb);
    }
}
