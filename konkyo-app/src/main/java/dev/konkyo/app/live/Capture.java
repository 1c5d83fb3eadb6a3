package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a source to its end, through failures, and numbers its frames. */
final class Capture {
    /** Changes of size that are told of; a source that alternates is not worth a line per frame. */
    private static final int TOLD = 5;

    private final Source source;
    private final Patience patience;
    private final long limit;
    private final boolean paced;
    private final Consumer<String> notes;
    private long number;
    private int changes;
    private @Nullable Image last;
    private volatile OptionalDouble rate = OptionalDouble.empty();

    /**
     * A capture.
     *
     * @param limit ends it after as many frames
     * @param paced whether a video file is read no faster than it plays
     */
    Capture(Source source, Patience patience, long limit, boolean paced, Consumer<String> notes) {
        this.source = source;
        this.patience = patience;
        this.limit = limit;
        this.paced = paced;
        this.notes = notes;
    }

    /**
     * Puts every frame down.
     *
     * @throws SourceException if the source gave nothing, or was given up
     */
    void into(HandOver<Frame> frames) throws InterruptedException {
        int failures = 0;
        while (true) {
            long before = number;
            try {
                read(frames);
                return;
            } catch (SourceException e) {
                failures = number > before ? 1 : failures + 1;
                int allowed = !source.live() ? 0 : number == 0 ? patience.first() : patience.later();
                if (failures > allowed) {
                    throw new SourceException(source.name() + ": " + e.getMessage() + advice(failures), e);
                }
                notes.accept(source.name() + ": " + e.getMessage() + "; trying again");
                Thread.sleep(patience.pause());
            }
        }
    }

    private static String advice(int failures) {
        return failures == 1 ? "" : "; given up after " + failures + " attempts";
    }

    private void read(HandOver<Frame> frames) throws InterruptedException {
        Optional<Duration> stall = source.waits() ? Optional.empty() : Optional.of(patience.stall());
        try (Reader reader = new Reader(source.name(), source::load, () -> source.open(patience, notes), stall)) {
            long began = System.nanoTime();
            for (Optional<Shot> shot = reader.next(); shot.isPresent(); shot = reader.next()) {
                rate = reader.rate();
                Frame frame = frame(shot.get(), began);
                if (!frames.put(frame) || number == limit) {
                    return;
                }
            }
            if (number == 0) {
                throw new SourceException("holds no frame");
            }
        }
    }

    private Frame frame(Shot shot, long began) throws InterruptedException {
        if (paced && shot.seconds().isPresent()) {
            long due = began + (long) (1e9 * shot.seconds().getAsDouble());
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        number++;
        if (shot.name().isEmpty()) {
            compare(shot.image());
        }
        return Frame.of(number, shot);
    }

    private void compare(Image image) {
        if (last != null && (last.height() != image.height() || last.width() != image.width()) && changes++ < TOLD) {
            notes.accept("%s: frames are %d x %d pixels from frame %d on, %d x %d before"
                    .formatted(source.name(), image.width(), image.height(), number, last.width(), last.height()));
        }
        last = image;
    }

    /** Frames per second that the source announces, once there is a frame. */
    OptionalDouble rate() {
        return rate;
    }
}
