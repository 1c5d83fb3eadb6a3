package dev.konkyo.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Makes sure that only one process, and one thread of it, fills a place of the cache; ends with the process even if that is killed. */
record CacheLock(FileChannel channel) implements AutoCloseable {
    private static final long PAUSE = 50;

    /** Waits until nobody else holds the lock. */
    static CacheLock on(Path file) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(channel);
                return new CacheLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new HubException(
                    "cannot use the cache at " + file.resolveSibling("") + ": " + e.getMessage()
                            + "; KONKYO_CACHE names another folder",
                    e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException _) {
                // Another thread of this process holds it; the system's lock only knows processes.
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted while another download of the same model was under way", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new HubException("cannot release the cache: " + e.getMessage(), e);
        }
    }
}
