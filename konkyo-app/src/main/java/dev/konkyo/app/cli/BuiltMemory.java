package dev.konkyo.app.cli;

import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A memory and how near its maps come to true Grad-CAM.
 *
 * @param channels that each cluster keeps
 * @param fidelity mean rank correlation on held-out photos; empty if none were held back
 * @param heldOut photos that it was measured on
 */
record BuiltMemory(EvidenceMemory memory, int channels, OptionalDouble fidelity, int heldOut) {
    /** What the card says of it. */
    Map<String, String> facts(List<String> labels) {
        Map<String, String> facts = new LinkedHashMap<>();
        int photos =
                memory.clusters().stream().mapToInt(cluster -> cluster.photos()).sum();
        int all = memory.weights().shape().at(1);
        facts.put(
                "evidence",
                "memory of %d photos in %d clusters (%s, purity %.3f), %d of %d channels each"
                        .formatted(
                                photos,
                                memory.clusters().size(),
                                memory.space().name().toLowerCase(Locale.ROOT),
                                memory.purity(),
                                Math.min(channels, all),
                                all));
        fidelity.ifPresent(value -> facts.put(
                "evidence fidelity",
                "rank correlation with Grad-CAM %.3f on %d held-out photos".formatted(value, heldOut)));
        facts.put(
                "evidence clusters",
                memory.clusters().stream()
                        .map(cluster -> "%s %d (%.2f)"
                                .formatted(name(labels, cluster.label()), cluster.photos(), cluster.purity()))
                        .collect(Collectors.joining(", ")));
        facts.put("evidence model", memory.source().weights());
        return facts;
    }

    private static String name(List<String> labels, int label) {
        return label < labels.size() ? labels.get(label) : String.valueOf(label);
    }

    /** The card with what is said of the memory. */
    ModelCard on(ModelCard card) {
        Map<String, String> facts = new LinkedHashMap<>(card.provenance());
        facts.putAll(facts(card.labels()));
        return card.withProvenance(facts);
    }
}
