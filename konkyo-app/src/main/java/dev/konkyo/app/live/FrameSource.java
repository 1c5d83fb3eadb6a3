package dev.konkyo.app.live;

import java.util.Optional;
import java.util.OptionalDouble;

/** An open source of frames; used by one thread. */
interface FrameSource extends AutoCloseable {
    /**
     * Waits for the next picture.
     *
     * @return empty after the last picture of a source that has one
     * @throws SourceException if there is none although there should be
     */
    Optional<Shot> next() throws InterruptedException;

    /** Frames per second that the source announces. */
    default OptionalDouble rate() {
        return OptionalDouble.empty();
    }

    @Override
    void close();
}
