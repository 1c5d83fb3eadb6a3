package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void percentilesAreThoseOfAllFrames() {
        var latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i, i * MILLISECOND);
        }

        // Three digits: the histogram's buckets are at most a thousandth wide.
        assertThat(latencies.all().p50()).isCloseTo(500, within(0.5));
        assertThat(latencies.all().p95()).isCloseTo(950, within(1.0));
        assertThat(latencies.all().p99()).isCloseTo(990, within(1.0));
    }

    @Test
    void theLatestForgetWhatIsLongAgo() {
        var latencies = new Latencies();
        latencies.add(0, 900 * MILLISECOND);
        latencies.add(seconds(6), 20 * MILLISECOND);
        assertThat(latencies.latest().p99()).isCloseTo(900, within(1.0));

        latencies.add(seconds(12), 10 * MILLISECOND);
        assertThat(latencies.latest().p99()).isCloseTo(20, within(0.1));

        latencies.add(seconds(60), 5 * MILLISECOND);
        assertThat(latencies.latest().p99()).isCloseTo(5, within(0.1));
        assertThat(latencies.all().p99()).isCloseTo(900, within(1.0));
    }

    @Test
    void withoutFramesThereIsNothingToTell() {
        assertThat(new Latencies().latest()).isEqualTo(new Percentiles(0, 0, 0));
    }

    @Test
    void paceCountsTheLastTwoSeconds() {
        var pace = new Pace();
        assertThat(pace.perSecond()).isZero();
        pace.add(0);
        assertThat(pace.perSecond()).isZero();
        pace.add(seconds(10));
        pace.add(seconds(10) + 500 * MILLISECOND);
        pace.add(seconds(11));

        // Three frames, two intervals of half a second.
        assertThat(pace.perSecond()).isCloseTo(2, within(1e-9));
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
