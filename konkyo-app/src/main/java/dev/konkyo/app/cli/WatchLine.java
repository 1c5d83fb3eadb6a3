package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.app.live.Decision;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code watch --json} prints for a frame; the components are the JSON's fields, and what is null is left out.
 *
 * @param frame number of the frame, from 1 on; numbers of dropped frames are missing
 * @param time when it was captured, ISO 8601 in UTC
 * @param seconds since the source's beginning, for videos and streams
 * @param image the photo's file, for folders
 * @param score of the label: a probability, or a cosine for metric-learning heads
 * @param target the label that the evidence speaks of
 * @param regions where the evidence exceeds the threshold, strongest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WatchLine(
        long frame,
        String time,
        @Nullable Double seconds,
        @Nullable String image,
        String label,
        float score,
        Map<String, Float> scores,
        String target,
        Evidence evidence,
        List<ExplainLine.Box> regions,
        Milliseconds milliseconds) {

    /**
     * The heatmap.
     *
     * @param unit of the values
     * @param max the largest value
     * @param threshold above it regions begin
     */
    record Evidence(int height, int width, String unit, float max, float threshold) {}

    /**
     * Where the time went.
     *
     * @param waited from capture until the work began
     * @param decide decision, evidence and regions
     */
    record Milliseconds(double waited, double decide) {}

    static WatchLine of(Decision decision) {
        var frame = decision.frame();
        var prediction = decision.prediction();
        var map = decision.evidence();
        return new WatchLine(
                frame.number(),
                frame.time().truncatedTo(ChronoUnit.MILLIS).toString(),
                frame.seconds().isPresent() ? Math.round(1e6 * frame.seconds().getAsDouble()) / 1e6 : null,
                frame.name().orElse(null),
                prediction.label(),
                prediction.score(),
                prediction.byLabel(),
                decision.target(),
                new Evidence(
                        map.height(),
                        map.width(),
                        map.unit().displayName(),
                        map.max(),
                        decision.settings().evidenceValue(decision.scale())),
                decision.regions().stream().map(ExplainLine.Box::of).toList(),
                new Milliseconds(
                        milliseconds(frame.nanoseconds(), decision.taken()),
                        milliseconds(decision.taken(), decision.made())));
    }

    /** To a microsecond; finer digits mean nothing. */
    private static double milliseconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toMicros(to - from) / 1000.0;
    }

    /** One line for people. */
    String sentence() {
        var place = image != null ? image : seconds != null ? "%.2f s".formatted(seconds) : time;
        return "frame %d, %s: %s %.3f".formatted(frame, place, label, score)
                + (evidence.max() > 0
                        ? "; evidence for %s up to %.3g %s, regions: %d"
                                .formatted(target, evidence.max(), evidence.unit(), regions.size())
                        : "; no evidence for " + target);
    }
}
