package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.evidence.Explanation;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Region;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code explain --json} prints for a photo; the components are the JSON's fields.
 *
 * @param score of the label: a probability, or a cosine for metric-learning heads
 * @param target the label that the evidence speaks of
 * @param cluster of the model's memory that the evidence was looked up in; null for methods that look nothing up
 * @param regions strongest first
 */
record ExplainLine(
        String image,
        String label,
        float score,
        Map<String, Float> scores,
        String method,
        String target,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer cluster,
        Evidence evidence,
        List<Box> regions,
        Milliseconds milliseconds) {

    /**
     * The heatmap.
     *
     * @param file the {@code .npy} file that holds it; null if none was asked for
     * @param unit of the values
     * @param max the largest value
     */
    record Evidence(@Nullable String file, int height, int width, String unit, float max) {
        static Evidence of(Heatmap map, @Nullable String file) {
            return new Evidence(file, map.height(), map.width(), map.unit().displayName(), map.max());
        }
    }

    /** A region's box in pixels of the original photo, origin top left; the score is the largest evidence inside. */
    record Box(int x, int y, int width, int height, float score) {
        static Box of(Region region) {
            var box = region.box();
            return new Box(
                    (int) Math.round(box.x()),
                    (int) Math.round(box.y()),
                    (int) Math.round(box.width()),
                    (int) Math.round(box.height()),
                    region.score());
        }
    }

    /**
     * Where the time went.
     *
     * @param decode from file to network input
     * @param decide a pass for the scores alone
     * @param explain the method's own passes, which give scores and evidence
     */
    record Milliseconds(double decode, double decide, double explain) {}

    static ExplainLine of(
            String image,
            String method,
            Explanation explanation,
            @Nullable String file,
            List<Region> regions,
            Milliseconds milliseconds) {
        var prediction = explanation.prediction();
        return new ExplainLine(
                image,
                prediction.label(),
                prediction.score(),
                prediction.byLabel(),
                method,
                explanation.target(),
                explanation.cluster().isPresent() ? explanation.cluster().getAsInt() : null,
                Evidence.of(explanation.heatmap(), file),
                regions.stream().map(Box::of).toList(),
                milliseconds);
    }
}
