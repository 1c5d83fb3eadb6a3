package dev.konkyo.app.demo;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import java.util.List;

/**
 * A rendered photo and the truth about it.
 *
 * @param photo the photo
 * @param mask the pixels that the defects change (before the lens's blur), as large as the photo; empty for a sound part
 * @param defects the defects in the photo; empty for a sound part
 */
public record RenderedPart(Image photo, Mask mask, List<Defect> defects) {
    public RenderedPart {
        defects = List.copyOf(defects);
        if (mask.height() != photo.height() || mask.width() != photo.width()) {
            throw new IllegalArgumentException("a mask of " + mask.height() + " x " + mask.width()
                    + " pixels does not fit a photo of " + photo.height() + " x " + photo.width());
        }
        if (defects.isEmpty() != (mask.count() == 0)) {
            throw new IllegalArgumentException(
                    defects.size() + " defects do not fit a mask with " + mask.count() + " pixels");
        }
    }

    /** The condition that this photo shows. */
    public Condition condition() {
        return defects.isEmpty() ? Condition.OK : Condition.NG;
    }
}
