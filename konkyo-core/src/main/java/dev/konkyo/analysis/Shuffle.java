package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Lot;
import dev.konkyo.image.Image;
import java.util.random.RandomGenerator;

/**
 * A picture cut into equal patches that change places. Where the patches do not fill the picture, the rim around them stays.
 *
 * @param grid rows and columns of patches, at least 1
 */
public record Shuffle(int grid) {
    public Shuffle {
        if (grid < 1) {
            throw new IllegalArgumentException("a picture is cut into at least 1 x 1 patches, got " + grid);
        }
    }

    /** The picture with its patches in an order by lot. */
    Image of(Image picture, RandomGenerator random) {
        int height = picture.height() / grid;
        int width = picture.width() / grid;
        int top = (picture.height() - grid * height) / 2;
        int left = (picture.width() - grid * width) / 2;
        int[] order = Lot.order(grid * grid, random);
        byte[] from = picture.rgb();
        byte[] to = from.clone();
        for (int place = 0; place < order.length; place++) {
            for (int y = 0; y < height; y++) {
                int source = at(picture, top + order[place] / grid * height + y, left + order[place] % grid * width);
                int target = at(picture, top + place / grid * height + y, left + place % grid * width);
                System.arraycopy(from, source, to, target, 3 * width);
            }
        }
        return new Image(picture.height(), picture.width(), to);
    }

    private static int at(Image picture, int y, int x) {
        return 3 * (y * picture.width() + x);
    }
}
