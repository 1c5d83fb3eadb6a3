package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A rectangle is covered with the picture's mean colour, so that the network cannot rest on one place alone (DeVries and Taylor
 * 2017, arXiv:1708.04552). Its centre lies anywhere in the picture, its sides are drawn apart from each other.
 *
 * @param probability in [0, 1]
 * @param side the longest side as a fraction of the picture's, in (0, 1]; the shortest is a quarter of it
 */
public record Cutout(double probability, double side) implements Augmentation.Photometric {
    public Cutout {
        Ranges.probability(probability);
        Ranges.check("the longest side of a cutout", side, Double.MIN_VALUE, 1);
    }

    @Override
    public Change.Repaint draw(int height, int width, RandomGenerator random) {
        int tall = drawSide(height, random);
        int wide = drawSide(width, random);
        int top = random.nextInt(height) - tall / 2;
        int left = random.nextInt(width) - wide / 2;
        return new Change.Repaint(
                Map.of("x", left, "y", top, "width", wide, "height", tall),
                picture -> covered(picture, left, top, left + wide, top + tall));
    }

    private int drawSide(int length, RandomGenerator random) {
        return (int) Math.max(1, Math.round(length * side * (0.25 + 0.75 * random.nextDouble())));
    }

    private static Image covered(Image picture, int left, int top, int right, int bottom) {
        byte[] colour = mean(picture);
        byte[] rgb = picture.rgb().clone();
        for (int y = Math.max(0, top); y < Math.min(picture.height(), bottom); y++) {
            for (int x = Math.max(0, left); x < Math.min(picture.width(), right); x++) {
                System.arraycopy(colour, 0, rgb, 3 * (y * picture.width() + x), 3);
            }
        }
        return new Image(picture.height(), picture.width(), rgb);
    }

    private static byte[] mean(Image picture) {
        long[] sums = new long[3];
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i++) {
            sums[i % 3] += rgb[i] & 0xff;
        }
        int pixels = rgb.length / 3;
        return new byte[] {(byte) (sums[0] / pixels), (byte) (sums[1] / pixels), (byte) (sums[2] / pixels)};
    }
}
