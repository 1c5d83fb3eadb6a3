package dev.konkyo.app.report;

import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import java.nio.file.Path;

/**
 * The file that marks a photo's pixels. Its own size may differ from the photo's: some tools draw masks at another scale.
 *
 * @param height of the photo, in pixels
 * @param width of the photo, in pixels
 */
public record PhotoMask(Path file, int height, int width) {
    /**
     * The mask at the photo's size, each pixel taken from the nearest one of the file.
     *
     * @throws UnreadablePhotoException if the file cannot be used, or its sides are in another proportion than the photo's
     */
    public Mask read(PhotoReader reader) {
        Mask mask = reader.readMask(file);
        if (!proportional(mask)) {
            throw new UnreadablePhotoException(
                    file,
                    "a mask of %d x %d pixels does not fit its photo of %d x %d; expected the same proportion of width to height"
                            .formatted(mask.width(), mask.height(), width, height));
        }
        return mask.height() == height && mask.width() == width ? mask : mask.resized(height, width);
    }

    /** Whether the photo, scaled to the mask's width or height, misses its other side by less than a pixel, as rounding does. */
    private boolean proportional(Mask mask) {
        return Math.abs((double) height * mask.width() / width - mask.height()) < 1
                || Math.abs((double) width * mask.height() / height - mask.width()) < 1;
    }
}
