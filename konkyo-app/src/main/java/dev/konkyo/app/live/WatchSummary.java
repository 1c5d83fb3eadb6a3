package dev.konkyo.app.live;

import java.time.Duration;
import java.util.Locale;

/**
 * What a watch came to.
 *
 * @param frames captured
 * @param decided of these; the others were dropped
 * @param drawn of the decided
 * @param latency from capture to decision
 * @param time from the first capture to the end
 */
public record WatchSummary(long frames, long decided, long drawn, Percentiles latency, Duration time) {
    /** Frames that came before the one before them was taken. */
    public long dropped() {
        return frames - decided;
    }

    /** Decisions per second. */
    public double framesPerSecond() {
        return time.isZero() ? 0 : decided / (time.toNanos() / 1e9);
    }

    /** One line for people. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "watched %d frames in %.1f s: %.1f decisions per second, %d dropped; %.1f / %.1f / %.1f ms from capture to decision"
                        + " (p50 / p95 / p99)",
                frames,
                time.toNanos() / 1e9,
                framesPerSecond(),
                dropped(),
                latency.p50(),
                latency.p95(),
                latency.p99());
    }
}
