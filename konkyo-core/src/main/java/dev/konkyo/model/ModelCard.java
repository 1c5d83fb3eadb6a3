package dev.konkyo.model;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one must know of a model to use it; stored as JSON in the model file's metadata.
 *
 * @param network name of the architecture
 * @param labels by class index
 * @param preprocessing from photo to network input
 * @param scores what the model's scores are
 * @param thresholds the least score of each class at which its label is given; null if every photo is given a label
 * @param evidenceLayer name of the last activation with a spatial extent before pooling; null if there is none
 * @param evidenceScale which evidence is drawn and how strongly, calibrated on held-out photos; null if it was not
 * @param evidenceUnit of that scale and of the evidence that the model's graph gives itself; null if it is that of the scores
 * @param padding of the convolutions
 * @param provenance where the model came from: data hash, seed, settings, versions, time
 * @param learnt photos that it has learnt from; null if nobody knows
 */
public record ModelCard(
        String network,
        List<String> labels,
        Preprocessing preprocessing,
        ScoreKind scores,
        @Nullable Thresholds thresholds,
        @Nullable String evidenceLayer,
        @Nullable EvidenceScale evidenceScale,
        @Nullable Unit evidenceUnit,
        PaddingStyle padding,
        Map<String, String> provenance,
        @Nullable LearntPhotos learnt) {
    public ModelCard {
        labels = List.copyOf(labels);
        // In the order of its keys, so that the same card is always the same bytes.
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        if (thresholds != null) {
            scores.check(thresholds, labels.size());
        }
    }

    /** The unit of a model's scores. */
    public enum ScoreKind {
        /** Probabilities by softmax over the logits. */
        SOFTMAX("probability", 0, Unit.SCORE),
        /** Cosines between an embedding and class centres, or the nearest stored photos of a class. */
        COSINE("cosine", -1, Unit.COSINE);

        private final String noun;
        private final float least;
        private final Unit unit;

        ScoreKind(String noun, float least, Unit unit) {
            this.noun = noun;
            this.least = least;
            this.unit = unit;
        }

        /** What one score is. */
        public String noun() {
            return noun;
        }

        /** The unit of the parts of such a score, or of the logit behind it. */
        public Unit unit() {
            return unit;
        }

        /** The lowest score there can be; the highest is 1. */
        public float least() {
            return least;
        }

        private void check(Thresholds thresholds, int classes) {
            if (thresholds.values().size() != classes) {
                throw new IllegalArgumentException("expected a threshold for each of " + classes + " classes, got "
                        + thresholds.values().size());
            }
            for (float value : thresholds.values()) {
                if (value < least || value > 1) {
                    throw new IllegalArgumentException(
                            "a threshold for a " + noun + " lies in [" + (int) least + ", 1], got " + value);
                }
            }
        }
    }

    /** A photo as the network's input, float32 [1, 3, height, width]. */
    public TensorData input(Image photo) {
        return input(preprocessing.apply(photo));
    }

    /**
     * A photo that is prepared already as the network's input, float32 [1, 3, height, width].
     *
     * @param values as {@link Preprocessing#apply(Image)} makes them
     */
    public TensorData input(float... values) {
        return TensorData.ofFloats(Shape.of(1, 3, preprocessing.height(), preprocessing.width()), values);
    }

    /** A softmax classifier with symmetric padding and nothing else known of it. */
    public static ModelCard of(String network, List<String> labels, Preprocessing preprocessing) {
        return new ModelCard(
                network,
                labels,
                preprocessing,
                ScoreKind.SOFTMAX,
                null,
                null,
                null,
                null,
                PaddingStyle.SYMMETRIC,
                Map.of(),
                null);
    }

    /** The index of a label, or -1. */
    public int index(String label) {
        return labels.indexOf(label);
    }

    public ModelCard withEvidenceLayer(@Nullable String layer) {
        return changed(copy -> copy.evidenceLayer = layer);
    }

    public ModelCard withPadding(PaddingStyle style) {
        return changed(copy -> copy.padding = style);
    }

    public ModelCard withProvenance(Map<String, String> facts) {
        return changed(copy -> copy.provenance = facts);
    }

    /** The card with these facts beside what its provenance says already; those of the same name are replaced. */
    public ModelCard withFacts(Map<String, String> facts) {
        Map<String, String> all = new TreeMap<>(provenance);
        all.putAll(facts);
        return withProvenance(all);
    }

    public ModelCard withLearnt(@Nullable LearntPhotos photos) {
        return changed(copy -> copy.learnt = photos);
    }

    public ModelCard withEvidenceScale(@Nullable EvidenceScale scale) {
        return changed(copy -> copy.evidenceScale = scale);
    }

    /**
     * The card with a scale and what it was measured on.
     *
     * @param unit of the evidence
     */
    public ModelCard withEvidenceScale(EvidenceScale scale, Unit unit) {
        return withEvidenceScale(scale).withEvidenceUnit(unit == scores.unit() ? null : unit);
    }

    public ModelCard withEvidenceUnit(@Nullable Unit unit) {
        return changed(copy -> copy.evidenceUnit = unit);
    }

    public ModelCard withScores(ScoreKind kind) {
        return changed(copy -> copy.scores = kind);
    }

    /**
     * The card with other thresholds.
     *
     * @throws IllegalArgumentException if they lie outside the scores' range or there is not one for each class
     */
    public ModelCard withThresholds(@Nullable Thresholds other) {
        return changed(copy -> copy.thresholds = other);
    }

    private ModelCard changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new ModelCard(
                network,
                labels,
                preprocessing,
                copy.scores,
                copy.thresholds,
                copy.evidenceLayer,
                copy.evidenceScale,
                copy.evidenceUnit,
                copy.padding,
                copy.provenance,
                copy.learnt);
    }

    /** What may be changed of a card, while it is. */
    private static final class Copy {
        private ScoreKind scores;
        private @Nullable Thresholds thresholds;
        private @Nullable String evidenceLayer;
        private @Nullable EvidenceScale evidenceScale;
        private @Nullable Unit evidenceUnit;
        private PaddingStyle padding;
        private Map<String, String> provenance;
        private @Nullable LearntPhotos learnt;

        Copy(ModelCard card) {
            scores = card.scores;
            thresholds = card.thresholds;
            evidenceLayer = card.evidenceLayer;
            evidenceScale = card.evidenceScale;
            evidenceUnit = card.evidenceUnit;
            padding = card.padding;
            provenance = card.provenance;
            learnt = card.learnt;
        }
    }

    /** Everything that the model can say of a photo: its labels and, if it has thresholds, {@link Prediction#UNKNOWN}. */
    public List<String> answers() {
        return thresholds == null || labels.contains(Prediction.UNKNOWN)
                ? labels
                : Stream.concat(labels.stream(), Stream.of(Prediction.UNKNOWN)).toList();
    }
}
