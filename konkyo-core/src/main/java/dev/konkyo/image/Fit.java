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
     * Where the input lies on the scaled photo.
     *
     * @param photoHeight rows of the photo
     * @param photoWidth columns of the photo
     * @param height rows of the network's input
     * @param width columns of the network's input
     */
    default Layout layout(int photoHeight, int photoWidth, int height, int width) {
        double fillY = (double) height / photoHeight;
        double fillX = (double) width / photoWidth;
        return switch (this) {
            case Stretch() -> new Layout(height, width, 0, 0);
            case Crop(double fraction) -> {
                double factor = Math.max(fillY, fillX) / fraction;
                int scaledHeight = Math.max(height, (int) Math.round(photoHeight * factor));
                int scaledWidth = Math.max(width, (int) Math.round(photoWidth * factor));
                yield new Layout(scaledHeight, scaledWidth, (scaledHeight - height) / 2, (scaledWidth - width) / 2);
            }
            case Letterbox() -> {
                double factor = Math.min(fillY, fillX);
                int scaledHeight = Math.clamp(Math.round(photoHeight * factor), 1, height);
                int scaledWidth = Math.clamp(Math.round(photoWidth * factor), 1, width);
                yield new Layout(
                        scaledHeight, scaledWidth, -((height - scaledHeight) / 2), -((width - scaledWidth) / 2));
            }
        };
    }

    /**
     * The whole photo at the network's scale, and the place of the input's upper left corner on it.
     *
     * @param scaledHeight rows of the scaled photo
     * @param scaledWidth columns of the scaled photo
     * @param top row of the scaled photo at which the input begins; negative where bars lie above the photo
     * @param left column likewise
     */
    record Layout(int scaledHeight, int scaledWidth, int top, int left) {}
}
