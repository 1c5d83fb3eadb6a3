package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds a scale for a model's evidence on held-out photos: the floor lies above nearly all evidence for classes that a photo does not
 * show, the ceiling where the evidence of a typical photo for its own class is strongest. Gathers photo by photo and keeps no maps.
 */
public final class EvidenceCalibration {
    private static final double FLOOR_QUANTILE = 0.95;
    private static final double CEILING_QUANTILE = 0.5;

    private final EvidenceMethod method;
    private final int classes;
    private final List<Float> foreign = new ArrayList<>();
    private final List<Float> peaks = new ArrayList<>();

    /** A calibration of one method on a model with this many classes. */
    public EvidenceCalibration(EvidenceMethod method, int classes) {
        this.method = method;
        this.classes = classes;
    }

    /**
     * Takes a held-out photo into account.
     *
     * @param image float32 [1, 3, height, width]
     * @param label what the photo shows
     */
    public void add(TensorData image, int label) {
        peaks.add(largest(method.explain(image, new Target.Label(label)).map(0)));
        // One other class per photo, each in turn, keeps the cost independent of the number of classes.
        int other = (label + 1 + peaks.size() % Math.max(1, classes - 1)) % classes;
        if (other == label) {
            other = (label + 1) % classes;
        }
        for (float value : method.explain(image, new Target.Label(other)).map(0)) {
            foreign.add(value);
        }
    }

    private static float largest(float... values) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** The scale; empty if there were no photos or own evidence does not rise above foreign evidence. */
    public Optional<EvidenceScale> scale() {
        if (peaks.isEmpty()) {
            return Optional.empty();
        }
        float floor = Math.max(0, quantile(foreign, FLOOR_QUANTILE));
        float ceiling = quantile(peaks, CEILING_QUANTILE);
        return ceiling > floor ? Optional.of(new EvidenceScale(floor, ceiling)) : Optional.empty();
    }

    private static float quantile(List<Float> values, double share) {
        double[] sorted = values.stream().mapToDouble(Float::doubleValue).toArray();
        Arrays.sort(sorted);
        return (float) sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
