package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a scale for a model's evidence on photos that it has not learnt from. The ceiling is where the evidence of a typical photo for its own
 * class is strongest. The floor depends on what is known of the classes. Without a class of good parts it lies above nearly all places' evidence
 * for classes that a photo does not show. With one it lies above the strongest place of nearly every good photo, for its own class where it is
 * judged rightly and for one other class: such photos stay plain as a whole. Gathers photo by photo and keeps no maps.
 */
public final class EvidenceCalibration {
    /** Under which name a card's provenance says where the scale comes from. */
    public static final String FACT = "evidence scale";

    /** Under which a card's provenance names the method that the scale was measured on, if it was chosen. */
    public static final String METHOD = "scale measured on";

    /** Instead of a label: photos of every class count for both floor and ceiling. */
    public static final int ANY = -1;

    private final EvidenceMethod method;
    private final EvidenceMethod shown;
    private final int classes;
    private final CalibrationQuantiles quantiles;
    private final int good;
    private final List<Float> foreign = new ArrayList<>();
    private final List<Float> plain = new ArrayList<>();
    private final List<Float> peaks = new ArrayList<>();
    private final List<Float> ratios = new ArrayList<>();
    private @Nullable Unit unit;
    private int turn;
    private int photosForFloor;

    /** A calibration of one method on a model with this many classes. */
    public EvidenceCalibration(EvidenceMethod method, int classes) {
        this(method, method, classes, CalibrationQuantiles.usual(), ANY);
    }

    /**
     * A calibration for maps that another method draws. The two may differ by a factor, as a memory of few channels does from Grad-CAM: the
     * median ratio of their strongest places brings foreign evidence to the drawn maps' scale.
     *
     * @param method that can explain every class
     * @param shown whose maps will be drawn; asked only for the class with the highest score unless it is the same method
     * @param good the class of good parts: only its photos set the floor and only the others the ceiling; or {@link #ANY}
     */
    public EvidenceCalibration(
            EvidenceMethod method, EvidenceMethod shown, int classes, CalibrationQuantiles quantiles, int good) {
        this.method = method;
        this.shown = shown;
        this.classes = classes;
        this.quantiles = quantiles;
        this.good = good;
    }

    /**
     * Takes a photo into account.
     *
     * @param image float32 [1, 3, height, width]
     * @param label what the photo shows
     */
    public void add(TensorData image, int label) {
        turn++;
        Evidence drawn = shown.explain(image, new Target.Predicted());
        unit = drawn.unit();
        float drawnPeak = largest(drawn.map(0));
        boolean right = new Target.Predicted().weights(drawn.logits()).toFloats()[label] == 1;
        if (!shown.equals(method) && right) {
            float same = largest(method.explain(image, new Target.Label(label)).map(0));
            if (same > 0 && drawnPeak > 0) {
                ratios.add(drawnPeak / same);
            }
        }
        if (good == ANY || label != good) {
            addPeak(image, label, right, drawnPeak);
        }
        if (good == ANY || label == good) {
            photosForFloor++;
            addForeign(image, label);
        }
        // A wrong decision is no fault of the scale.
        if (label == good && right) {
            plain.add(drawnPeak);
        }
    }

    private void addPeak(TensorData image, int label, boolean right, float drawnPeak) {
        if (right) {
            peaks.add(drawnPeak);
        } else if (shown.equals(method)) {
            peaks.add(largest(shown.explain(image, new Target.Label(label)).map(0)));
        }
    }

    private void addForeign(TensorData image, int label) {
        float[] map = method.explain(image, new Target.Label(other(label))).map(0);
        if (good == ANY) {
            for (float value : map) {
                foreign.add(value);
            }
        } else {
            foreign.add(largest(map));
        }
    }

    /** One other class per photo, each in turn, keeps the cost independent of the number of classes. */
    private int other(int label) {
        int other = (label + 1 + turn % Math.max(1, classes - 1)) % classes;
        return other == label ? (label + 1) % classes : other;
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
        if (peaks.isEmpty() || foreign.isEmpty()) {
            return Optional.empty();
        }
        float floor = floor();
        float ceiling = ceiling();
        return ceiling > floor ? Optional.of(new EvidenceScale(floor, ceiling)) : Optional.empty();
    }

    /** Which quantiles of what the scale is, for the card. */
    public String words() {
        if (peaks.isEmpty() || foreign.isEmpty()) {
            return "no floor or no ceiling, as " + photosForFloor + " photos set the floor and " + peaks.size()
                    + " the ceiling";
        }
        String what = good == ANY
                ? "the evidence for labels that %d photos do not show"
                : "the strongest evidence, for one other label or, if judged rightly, for their own, in each of %d photos of good parts";
        // Cosines with other classes are mostly negative, and so is the evidence for them.
        String floor =
                floor() > 0 ? String.format(Locale.ROOT, "floor %.4g, the", floor()) : "floor 0, which is above the";
        return String.format(
                Locale.ROOT,
                floor + " %s quantile of " + what
                        + "; ceiling %.4g, the %s quantile of the strongest evidence in each of %d",
                quantiles.floor(),
                photosForFloor,
                ceiling(),
                quantiles.ceiling(),
                peaks.size());
    }

    /** The card with the scale, the unit of the maps that it is for, and where it comes from; empty if there is no scale. */
    public Optional<ModelCard> on(ModelCard card) {
        Unit of = unit;
        return of == null
                ? Optional.empty()
                : scale().map(scale -> card.withEvidenceScale(scale, of).withFacts(Map.of(FACT, words())));
    }

    /** What there is to say if evidence lies below 0 wherever the floor is measured; empty if there is a floor or no scale. */
    public Optional<String> noFloor() {
        if (scale().isEmpty() || floor() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                "the scale has no floor, as evidence for other labels lies below 0: weak evidence of every photo is coloured;"
                        + " where one label is of good parts, konkyo calibrate MODEL DATA --ok LABEL finds a floor on them");
    }

    private float floor() {
        float ratio = ratios.isEmpty() ? 1 : quantile(ratios, 0.5);
        float floor = Math.max(0, ratio * quantile(foreign, quantiles.floor()));
        return plain.isEmpty() ? floor : Math.max(floor, quantile(plain, quantiles.floor()));
    }

    private float ceiling() {
        return quantile(peaks, quantiles.ceiling());
    }

    private static float quantile(List<Float> values, double share) {
        double[] sorted = values.stream().mapToDouble(Float::doubleValue).toArray();
        Arrays.sort(sorted);
        return (float) sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
