package dev.konkyo.app.live;

import org.HdrHistogram.Histogram;

/**
 * What half, all but five and all but one of a hundred frames stay below.
 *
 * @param p50 in milliseconds, as the others; 0 if there was no frame
 */
public record Percentiles(double p50, double p95, double p99) {
    static Percentiles of(Histogram microseconds) {
        return new Percentiles(at(microseconds, 50), at(microseconds, 95), at(microseconds, 99));
    }

    private static double at(Histogram microseconds, double percentile) {
        return microseconds.getTotalCount() == 0 ? 0 : microseconds.getValueAtPercentile(percentile) / 1000.0;
    }
}
