package dev.konkyo.image.augment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.konkyo.image.Affine;
import dev.konkyo.image.Image;
import java.util.random.RandomGenerator;

/** A kind of random change and its range. The same randomness gives the same change. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Augmentation {
    /** A change of where things are. All of these become one warp, so that pixels are interpolated once. */
    non-sealed interface Geometric extends Augmentation {
        /**
         * Draws one change.
         *
         * @param height rows of the picture
         * @param width columns of the picture
         * @return from the picture's coordinates to the changed picture's
         */
        Affine draw(int height, int width, RandomGenerator random);
    }

    /** A change of the pixels' values. */
    non-sealed interface Photometric extends Augmentation {
        /** A changed picture of the same size; the given one stays as it is. */
        Image apply(Image picture, RandomGenerator random);
    }
}
