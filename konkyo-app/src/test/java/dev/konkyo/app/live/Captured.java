package dev.konkyo.app.live;

import dev.konkyo.app.live.HandOver.WhenTaken;
import dev.konkyo.image.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * The frames of a stream, as a thread of its own captures them.
 *
 * @param notes gets what the capture says
 * @param threads of the test, which ends them
 */
record Captured(List<String> notes, ExecutorService threads) {
    /** Long enough for a machine that is busy, and given up after two more attempts. */
    static final Patience PATIENCE = new Patience(Duration.ofSeconds(20), Duration.ofMillis(10), 2, Patience.FOREVER);

    /** For sources that fall silent: soon noticed, and however many attempts a busy machine may need. */
    static final Patience SOON = PATIENCE.withStall(Duration.ofMillis(1500)).withAttempts(Patience.FOREVER);

    /** Takes frames while there are any. */
    List<Image> images(Source.Stream source, Patience patience, long limit) throws InterruptedException {
        var capture = new Capture(source, patience, limit, false, notes::add);
        var frames = new HandOver<Frame>(WhenTaken.WAIT);
        var capturing = threads.submit(() -> {
            try {
                capture.into(frames);
            } finally {
                frames.end();
            }
            return null;
        });
        List<Image> images = new ArrayList<>();
        for (var frame = frames.take(); frame.isPresent(); frame = frames.take()) {
            images.add(frame.get().image());
        }
        try {
            capturing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e);
        }
        return images;
    }
}
