package dev.konkyo.image;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a photo of any shape comes to a network's input of a fixed shape. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fit.Stretch.class, name = "stretch"),
    @JsonSubTypes.Type(value = Fit.Crop.class, name = "crop"),
    @JsonSubTypes.Type(value = Fit.Letterbox.class, name = "letterbox")
})
public sealed interface Fit {
    /** Pixels that a photo may be enlarged to before its middle is taken. */
    long LARGEST = 100_000_000;

    /** The whole photo, its sides scaled apart from each other. */
    record Stretch() implements Fit {}

    /**
     * The middle of the photo: scaled evenly until the input takes this fraction of its tighter side, the rest cut off. With 0.875
     * and a square input of 224 the short side becomes 256, as torchvision evaluates its networks.
     *
     * @param fraction in (0, 1]
     */
    record Crop(double fraction) implements Fit {
        public Crop {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("the fraction that a crop keeps lies in (0, 1], got " + fraction);
            }
        }

        /** The crop that published networks were evaluated with: seven eighths. */
        public static Crop standard() {
            return new Crop(0.875);
        }
    }

    /** The whole photo, scaled evenly, with bars where its shape differs from the input's; the bars are about zero to the network. */
    record Letterbox() implements Fit {}

    /**
     * The size of the whole photo at the scale of the network's input. The input is the middle of that, or lies around it where
     * bars are added.
     *
     * @param photoHeight rows of the photo
     * @param photoWidth columns of the photo
     * @param height rows of the network's input
     * @param width columns of the network's input
     * @throws UnreadablePhotoException if the photo is so thin that the whole of it would be enlarged beyond {@link #LARGEST} pixels
     */
    default Size scaled(int photoHeight, int photoWidth, int height, int width) {
        double fillY = (double) height / photoHeight;
        double fillX = (double) width / photoWidth;
        return switch (this) {
            case Stretch() -> new Size(height, width);
            case Crop(double fraction) -> {
                double factor = Math.max(fillY, fillX) / fraction;
                long rows = Math.max(height, Math.round(photoHeight * factor));
                long columns = Math.max(width, Math.round(photoWidth * factor));
                if (rows * columns > LARGEST) {
                    throw new UnreadablePhotoException(
                            ("too thin to take its middle: of %d x %d pixels, scaled to the input's"
                                            + " tighter side it would be %d x %d")
                                    .formatted(photoWidth, photoHeight, columns, rows));
                }
                yield new Size(Math.toIntExact(rows), Math.toIntExact(columns));
            }
            case Letterbox() -> {
                double factor = Math.min(fillY, fillX);
                yield new Size(
                        Math.clamp(Math.round(photoHeight * factor), 1, height),
                        Math.clamp(Math.round(photoWidth * factor), 1, width));
            }
        };
    }

    /** Rows and columns. */
    record Size(int height, int width) {
        /**
         * The smallest size of another shape that holds this one, to the nearest pixel.
         *
         * @param proportion width by height, positive
         */
        public Size inProportion(double proportion) {
            return proportion * height >= width
                    ? new Size(height, Math.toIntExact(Math.round(height * proportion)))
                    : new Size(Math.toIntExact(Math.round(width / proportion)), width);
        }
    }
}
