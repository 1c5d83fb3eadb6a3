package dev.konkyo.image.augment;

import dev.konkyo.image.Affine;
import dev.konkyo.image.Border;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mapping;
import dev.konkyo.image.Mask;
import java.util.Optional;

/**
 * A picture after augmentation, and how its pixels got there.
 *
 * @param view the picture that the network sees
 * @param scaledHeight rows of the scaled photo it was made from
 * @param scaledWidth columns of that photo
 * @param geometry from the scaled photo's coordinates to the view's
 */
public record Augmented(Image view, int scaledHeight, int scaledWidth, Mapping geometry) {
    /** The photo's mask, moved as the photo was; nothing is set beyond the photo's edges. */
    public Mask follow(Mask mask) {
        return mask.warped(from(mask.height(), mask.width()), view.height(), view.width());
    }

    /** The same where the photo goes on beyond its edges, as when it was mirrored there: so does its mask. */
    public Mask follow(Mask mask, Border.Edge edge) {
        return mask.warped(from(mask.height(), mask.width()), view.height(), view.width(), edge);
    }

    /**
     * A box in the photo, moved as the photo was: the smallest upright box around what the view shows of it.
     *
     * @param photoHeight rows of the photo that the box was measured in
     * @param photoWidth columns of that photo
     * @return empty if the box has left the view
     */
    public Optional<Box> follow(Box box, int photoHeight, int photoWidth) {
        return from(photoHeight, photoWidth).apply(box).intersection(view.box());
    }

    private Mapping from(int height, int width) {
        return Affine.scale((double) scaledWidth / width, (double) scaledHeight / height)
                .then(geometry);
    }
}
