package dev.konkyo.app.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many frames a second there were lately; safe for use by several threads. */
final class Pace {
    private static final long WINDOW = Duration.ofSeconds(2).toNanos();

    private final Deque<Long> times = new ArrayDeque<>();

    /** Adds a frame that was done now. */
    synchronized void add(long now) {
        times.addLast(now);
        while (now - times.getFirst() > WINDOW) {
            times.removeFirst();
        }
    }

    /** Frames per second over the last two seconds; 0 before the second frame. */
    synchronized double perSecond() {
        return times.size() < 2 ? 0 : 1e9 * (times.size() - 1) / Math.max(1, times.getLast() - times.getFirst());
    }
}
