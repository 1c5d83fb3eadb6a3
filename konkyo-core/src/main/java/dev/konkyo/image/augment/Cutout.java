package dev.konkyo.image.augment;

import dev.konkyo.image.Image;
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
        Ranges.check("the probability of a cutout", probability, 0, 1);
        Ranges.check("the longest side of a cutout", side, Double.MIN_VALUE, 1);
    }

    @Override
    public Image apply(Image picture, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return picture;
        }
        int height = drawSide(picture.height(), random);
        int width = drawSide(picture.width(), random);
        int top = random.nextInt(picture.height()) - height / 2;
        int left = random.nextInt(picture.width()) - width / 2;
        byte[] colour = mean(picture);
        byte[] rgb = picture.rgb().clone();
        for (int y = Math.max(0, top); y < Math.min(picture.height(), top + height); y++) {
            for (int x = Math.max(0, left); x < Math.min(picture.width(), left + width); x++) {
                System.arraycopy(colour, 0, rgb, 3 * (y * picture.width() + x), 3);
            }
        }
        return new Image(picture.height(), picture.width(), rgb);
    }

    private int drawSide(int length, RandomGenerator random) {
        return (int) Math.max(1, Math.round(length * side * (0.25 + 0.75 * random.nextDouble())));
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
