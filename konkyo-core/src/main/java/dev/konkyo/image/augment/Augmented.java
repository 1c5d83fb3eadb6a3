package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;

/**
 * A picture after augmentation, and how its pixels got there.
 *
 * @param view the picture that the network sees
 * @param scaledHeight rows of the scaled photo it was made from
 * @param scaledWidth columns of that photo
 * @param geometry from the scaled photo's coordinates to the view's
 */
public record Augmented(Image view, int scaledHeight, int scaledWidth, Affine geometry) {
    /** The photo's mask, moved as the photo was. */
    public Mask follow(Mask mask) {
        Affine scale = Affine.scale((double) scaledWidth / mask.width(), (double) scaledHeight / mask.height());
        return mask.warped(scale.then(geometry), view.height(), view.width());
    }
}
