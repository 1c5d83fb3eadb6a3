package dev.konkyo.app.live;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Region;
import dev.konkyo.model.Prediction;
import java.util.List;

/**
 * What was decided on a frame, and on what grounds.
 *
 * @param target the label that the evidence speaks of
 * @param evidence the map, placed in the frame
 * @param regions where evidence exceeds the threshold, in pixels of the frame, strongest first
 * @param settings what the decision was made under
 * @param taken when the work on it began, on the clock of {@link Frame#nanoseconds()}
 * @param made when it was made, likewise
 */
public record Decision(
        Frame frame,
        Prediction prediction,
        String target,
        Heatmap evidence,
        EvidenceScale scale,
        List<Region> regions,
        ViewSettings settings,
        long taken,
        long made) {
    public Decision {
        regions = List.copyOf(regions);
    }
}
