package dev.konkyo.app.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long frames took, all of them and the latest; safe for use by several threads. */
final class Latencies {
    private static final long LONGEST = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;
    /** The latest are those of this interval and the one before it. */
    private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

    private final Histogram all = new Histogram(LONGEST, DIGITS);
    private final Histogram before = new Histogram(LONGEST, DIGITS);
    private final Histogram current = new Histogram(LONGEST, DIGITS);
    private long intervalBegan = Long.MIN_VALUE;

    /**
     * Adds a frame.
     *
     * @param now when it was done, on the clock of intervals
     * @param nanoseconds what it took
     */
    synchronized void add(long now, long nanoseconds) {
        if (intervalBegan == Long.MIN_VALUE) {
            intervalBegan = now;
        }
        if (now - intervalBegan >= INTERVAL) {
            before.reset();
            if (now - intervalBegan < 2 * INTERVAL) {
                before.add(current);
            }
            current.reset();
            intervalBegan = now;
        }
        long microseconds = Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanoseconds), 0, LONGEST);
        all.recordValue(microseconds);
        current.recordValue(microseconds);
    }

    synchronized Percentiles all() {
        return Percentiles.of(all);
    }

    /** Of the last five to ten seconds. */
    synchronized Percentiles latest() {
        Histogram both = current.copy();
        both.add(before);
        return Percentiles.of(both);
    }
}
