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
     */
    default Size scaled(int photoHeight, int photoWidth, int height, int width) {
        double fillY = (double) height / photoHeight;
        double fillX = (double) width / photoWidth;
        return switch (this) {
            case Stretch() -> new Size(height, width);
            case Crop(double fraction) -> {
                double factor = Math.max(fillY, fillX) / fraction;
                yield new Size(
                        Math.max(height, Math.toIntExact(Math.round(photoHeight * factor))),
                        Math.max(width, Math.toIntExact(Math.round(photoWidth * factor))));
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
    record Size(int height, int width) {}
}
