package dev.konkyo.analysis;

import dev.konkyo.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Four square patches at the corners of a square, somewhere in a picture.
 *
 * @param side of a patch in pixels, at least 1
 * @param gap between neighbouring patches in pixels, at least 0
 */
record MaskQuartet(int side, int gap) {
    MaskQuartet {
        if (side < 1 || gap < 0) {
            throw new IllegalArgumentException(
                    "patches need a side of at least 1 pixel and a gap of at least 0, got " + side + " and " + gap);
        }
    }

    /**
     * The picture with each patch masked alone, then with all four.
     *
     * @param random draws the place
     */
    List<Image> of(Image picture, RandomGenerator random) {
        int extent = 2 * side + gap;
        int top = random.nextInt(picture.height() - extent + 1);
        int left = random.nextInt(picture.width() - extent + 1);
        List<Patch> patches = new ArrayList<>();
        for (int corner = 0; corner < 4; corner++) {
            patches.add(new Patch(top + corner / 2 * (side + gap), left + corner % 2 * (side + gap), side, side));
        }
        var mask = new MeanMask(picture);
        List<Image> masked = new ArrayList<>();
        patches.forEach(patch -> masked.add(mask.over(List.of(patch))));
        masked.add(mask.over(patches));
        return masked;
    }
}
