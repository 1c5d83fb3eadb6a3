package dev.konkyo.app.live;

import java.awt.image.BufferedImage;

/** Takes drawn frames, one after the other, on one thread. */
interface FrameSink extends AutoCloseable {
    /**
     * Takes a picture; it must not be changed any more.
     *
     * @param picture of type {@link BufferedImage#TYPE_3BYTE_BGR}
     */
    void accept(BufferedImage picture, Decision decision);

    /** Whether nobody looks any more. */
    default boolean finished() {
        return false;
    }

    @Override
    void close();
}
