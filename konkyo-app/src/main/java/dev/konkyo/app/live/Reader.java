package dev.konkyo.app.live;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to read a source. Native readers can block for ever, so a thread of its own reads; if it stays silent too long it is
 * left to itself and closes its source whenever it comes back.
 */
final class Reader implements AutoCloseable {
    private sealed interface Message {
        record Got(Shot shot) implements Message {}

        record Ended() implements Message {}

        record Failed(RuntimeException reason) implements Message {}

        record Broke(Error reason) implements Message {}
    }

    private final SynchronousQueue<Message> queue = new SynchronousQueue<>();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Optional<Duration> stall;
    private final Thread thread;
    private volatile OptionalDouble rate = OptionalDouble.empty();
    private volatile boolean finished;

    /**
     * Begins to load, open and read.
     *
     * @param loading of native libraries; may take its time, since unpacking them is no silence of the source
     * @param stall the longest silence; empty for a source that may stay silent
     */
    Reader(String name, Runnable loading, Supplier<FrameSource> opening, Optional<Duration> stall) {
        this.stall = stall;
        thread = Thread.ofPlatform().daemon().name("reading " + name).unstarted(() -> read(loading, opening));
        thread.start();
    }

    private void read(Runnable loading, Supplier<FrameSource> opening) {
        try (FrameSource source = opened(loading, opening)) {
            rate = source.rate();
            for (Optional<Shot> shot = source.next(); shot.isPresent(); shot = source.next()) {
                queue.put(new Message.Got(shot.get()));
            }
            queue.put(new Message.Ended());
        } catch (RuntimeException e) {
            tell(new Message.Failed(e));
        } catch (LinkageError e) {
            tell(new Message.Failed(
                    new SourceException("this machine lacks what reading needs: " + e.getMessage(), e)));
        } catch (Error e) {
            // Nobody else sees what ends this thread, and whoever waits for a frame would wait in vain.
            tell(new Message.Broke(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FrameSource opened(Runnable loading, Supplier<FrameSource> opening) {
        try {
            loading.run();
        } finally {
            loaded.countDown();
        }
        return opening.get();
    }

    private void tell(Message failure) {
        try {
            queue.put(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for the next picture.
     *
     * @return empty after the last one
     * @throws SourceException if the source failed or was silent too long
     * @throws Error what the reading thread died of, such as too little memory for a frame
     */
    Optional<Shot> next() throws InterruptedException {
        return switch (message()) {
            case Message.Got(Shot shot) -> Optional.of(shot);
            case Message.Ended() -> {
                finished = true;
                yield Optional.empty();
            }
            case Message.Failed(RuntimeException reason) -> {
                finished = true;
                throw reason;
            }
            case Message.Broke(Error reason) -> {
                finished = true;
                throw reason;
            }
        };
    }

    private Message message() throws InterruptedException {
        if (stall.isEmpty()) {
            return queue.take();
        }
        loaded.await();
        @Nullable Message message = queue.poll(stall.get().toNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new SourceException("no frame for " + seconds(stall.get()) + " s");
        }
        return message;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? String.valueOf(time.toSeconds())
                : String.valueOf(time.toMillis() / 1000.0);
    }

    /** What the source announced, once it gave a picture. */
    OptionalDouble rate() {
        return rate;
    }

    /** Tells the thread to end. It is waited for only if it is known to be about to. */
    @Override
    public void close() {
        thread.interrupt();
        if (finished) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
