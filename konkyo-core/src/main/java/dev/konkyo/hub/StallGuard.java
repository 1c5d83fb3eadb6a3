package dev.konkyo.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Closes a stream from which nothing has come for a while: the JDK's client waits for a silent server without end. */
final class StallGuard implements AutoCloseable {
    private final AtomicLong signs = new AtomicLong();
    private final Thread watcher;

    StallGuard(InputStream stream, Duration patience) {
        watcher = Thread.ofVirtual().start(() -> watch(stream, patience));
    }

    /** Something came. */
    void alive() {
        signs.incrementAndGet();
    }

    private void watch(InputStream stream, Duration patience) {
        try {
            long seen = -1;
            while (seen != signs.get()) {
                seen = signs.get();
                Thread.sleep(patience);
            }
            stream.close();
        } catch (InterruptedException | IOException _) {
            // The download has ended, or its stream has: nothing is left to guard.
            return;
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
