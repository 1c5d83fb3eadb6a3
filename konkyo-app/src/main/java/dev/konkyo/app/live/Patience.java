package dev.konkyo.app.live;

import java.time.Duration;

/**
 * How long a source is waited for.
 *
 * @param stall a source that gives nothing for as long is given up and opened again
 * @param pause before it is opened again
 * @param first attempts more before the first frame; an address may be wrong
 * @param later attempts more in a row once a frame was seen
 */
public record Patience(Duration stall, Duration pause, int first, int later) {
    /** As often as it takes. */
    public static final int FOREVER = Integer.MAX_VALUE;

    public Patience {
        if (!stall.isPositive() || pause.isNegative() || first < 0 || later < 0) {
            throw new IllegalArgumentException(
                    "patience needs a positive stall, a pause and attempts of at least 0, got " + stall + ", " + pause
                            + ", " + first + " and " + later);
        }
    }

    /** Ten seconds; three more attempts for a source that was never seen, any number for one that was. */
    public static Patience standard() {
        return new Patience(Duration.ofSeconds(10), Duration.ofSeconds(1), 3, FOREVER);
    }

    public Patience withStall(Duration other) {
        return new Patience(other, pause, first, later);
    }

    /** As many attempts before the first frame as later. */
    public Patience withAttempts(int attempts) {
        return new Patience(stall, pause, attempts, attempts);
    }
}
