package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A picture to decide on.
 *
 * @param number from 1 on; numbers of frames that came too late are missing further on
 * @param time when it was captured
 * @param nanoseconds the same on the clock that intervals are measured with
 * @param seconds since the source's beginning, where it counts time of its own
 * @param name of the photo's file, where there is one
 */
public record Frame(
        long number, Instant time, long nanoseconds, OptionalDouble seconds, Optional<String> name, Image image) {
    static Frame of(long number, Shot shot) {
        return new Frame(number, Instant.now(), System.nanoTime(), shot.seconds(), shot.name(), shot.image());
    }
}
