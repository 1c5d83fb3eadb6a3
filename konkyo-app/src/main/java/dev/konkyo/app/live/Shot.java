package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One picture as a source gives it.
 *
 * @param seconds since the source's beginning, where it counts time of its own
 * @param name of the photo's file, where there is one
 */
record Shot(Image image, OptionalDouble seconds, Optional<String> name) {
    /** A picture of a camera. */
    static Shot of(Image image) {
        return new Shot(image, OptionalDouble.empty(), Optional.empty());
    }

    /** A picture of a video. */
    static Shot at(double seconds, Image image) {
        return new Shot(image, OptionalDouble.of(seconds), Optional.empty());
    }
}
