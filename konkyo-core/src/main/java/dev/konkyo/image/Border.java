package dev.konkyo.image;

/** What lies beyond a photo's edges when a changed photo shows more than the photo holds. */
public sealed interface Border {
    /** One colour, components in [0, 255]. */
    record Colour(int red, int green, int blue) implements Border {
        public Colour {
            if (((red | green | blue) & ~0xff) != 0) {
                throw new IllegalArgumentException(
                        "colour components lie in [0, 255], got " + red + ", " + green + ", " + blue);
            }
        }
    }

    /** The photo's own pixels. */
    enum Edge implements Border {
        /** The outermost pixel goes on for ever. */
        REPLICATE,
        /** The photo is mirrored in its outermost pixel, which is not repeated. */
        REFLECT
    }
}
