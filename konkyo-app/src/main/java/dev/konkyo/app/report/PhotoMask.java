package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Located;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import java.nio.file.Path;
import java.util.List;

/** What marks the pixels of a photo that its class rests on. */
public sealed interface PhotoMask {
    /**
     * The marked pixels at the photo's size.
     *
     * @throws UnreadablePhotoException if the file cannot be used, or does not fit the photo
     */
    Mask read(PhotoReader reader);

    /**
     * A map of the photo, held against what is marked.
     *
     * @throws UnreadablePhotoException if the file cannot be used, or does not fit the photo
     */
    Located under(Heatmap map, PhotoReader reader);

    /**
     * A picture of the marked pixels. Its own size may differ from the photo's: some tools draw masks at another scale.
     *
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     */
    record Drawn(Path file, int height, int width) implements PhotoMask {
        /** {@inheritDoc} Each pixel is taken from the nearest one of the file. */
        @Override
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

        @Override
        public Located under(Heatmap map, PhotoReader reader) {
            return Located.of(map, read(reader));
        }

        /** Whether the photo, scaled to the mask's width or height, misses its other side by less than a pixel, as rounding does. */
        private boolean proportional(Mask mask) {
            return Math.abs((double) height * mask.width() / width - mask.height()) < 1
                    || Math.abs((double) width * mask.height() / height - mask.width()) < 1;
        }
    }

    /**
     * Boxes around objects. The pixels whose centre lies in one of them are marked.
     *
     * @param boxes in photo pixels
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     */
    record Boxed(List<Box> boxes, int height, int width) implements PhotoMask {
        public Boxed {
            boxes = List.copyOf(boxes);
        }

        @Override
        public Mask read(PhotoReader reader) {
            return Mask.of(height, width, boxes);
        }

        @Override
        public Located under(Heatmap map, PhotoReader reader) {
            return Located.of(map, height, width, boxes);
        }
    }
}
