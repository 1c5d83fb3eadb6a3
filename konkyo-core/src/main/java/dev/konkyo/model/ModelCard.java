package dev.konkyo.model;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one must know of a model to use it; stored as JSON in the model file's metadata.
 *
 * @param network name of the architecture
 * @param labels by class index
 * @param preprocessing from photo to network input
 * @param scores what the model's scores are
 * @param evidenceLayer name of the last activation with a spatial extent before pooling; null if there is none
 * @param evidenceScale which evidence is drawn and how strongly, calibrated on held-out photos; null if it was not
 * @param padding of the convolutions
 * @param provenance where the model came from: data hash, seed, settings, versions, time
 */
public record ModelCard(
        String network,
        List<String> labels,
        Preprocessing preprocessing,
        ScoreKind scores,
        @Nullable String evidenceLayer,
        @Nullable EvidenceScale evidenceScale,
        PaddingStyle padding,
        Map<String, String> provenance) {
    public ModelCard {
        labels = List.copyOf(labels);
        provenance = Map.copyOf(provenance);
    }

    /** The unit of a model's scores. */
    public enum ScoreKind {
        /** Probabilities by softmax over the logits. */
        SOFTMAX,
        /** Cosines between an embedding and class centres. */
        COSINE
    }

    /** A softmax classifier with symmetric padding and nothing else known of it. */
    public static ModelCard of(String network, List<String> labels, Preprocessing preprocessing) {
        return new ModelCard(
                network, labels, preprocessing, ScoreKind.SOFTMAX, null, null, PaddingStyle.SYMMETRIC, Map.of());
    }

    /** The index of a label, or -1. */
    public int index(String label) {
        return labels.indexOf(label);
    }

    public ModelCard withEvidenceLayer(@Nullable String layer) {
        return new ModelCard(network, labels, preprocessing, scores, layer, evidenceScale, padding, provenance);
    }

    public ModelCard withPadding(PaddingStyle style) {
        return new ModelCard(network, labels, preprocessing, scores, evidenceLayer, evidenceScale, style, provenance);
    }

    public ModelCard withProvenance(Map<String, String> facts) {
        return new ModelCard(network, labels, preprocessing, scores, evidenceLayer, evidenceScale, padding, facts);
    }

    public ModelCard withEvidenceScale(@Nullable EvidenceScale scale) {
        return new ModelCard(network, labels, preprocessing, scores, evidenceLayer, scale, padding, provenance);
    }
}
