package dev.konkyo.app.cli;

import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.evidence.memory.MemoryCluster;
import dev.konkyo.graph.Weighing;
import dev.konkyo.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A memory and how near its maps come to true ones.
 *
 * @param channels that each cluster keeps
 * @param fidelity mean rank correlation on held-out photos; empty if none were held back
 * @param heldOut photos that it was measured on
 * @param choosing other photos that this memory was chosen by; 0 if there was nothing to choose from
 */
record BuiltMemory(EvidenceMemory memory, int channels, OptionalDouble fidelity, int heldOut, int choosing) {
    /** What the card's words on the evidence begin with. */
    static final String WORD = "memory of ";

    private static final String CLUSTERS = "evidence clusters";

    private static final String FIDELITY = "evidence fidelity";
    private static final String MODEL = "evidence model";

    /** What a memory's maps come near to, in words. */
    static String truth(Weighing weighing) {
        return switch (weighing) {
            case AS_STORED -> "Grad-CAM";
            case OVER_LENGTH -> "the cosine's parts";
        };
    }

    /** Whether each cluster keeps all channels of the layer. */
    boolean complete() {
        return channels >= memory.weights().shape().at(1);
    }

    /** The clusters whose maps often are those of another class, each in a sentence. */
    List<String> warnings(List<String> labels) {
        return IntStream.range(0, memory.clusters().size())
                .filter(i -> memory.clusters().get(i).impure())
                .mapToObj(i -> warning(i, memory.clusters().get(i), labels))
                .toList();
    }

    private static String warning(int number, MemoryCluster cluster, List<String> labels) {
        return cluster.photos() == 0
                ? "cluster %d, made for %s, is nearest to no photo: its class is explained by another one's channels"
                        .formatted(number, name(labels, cluster.label()))
                : "cluster %d (%s) is impure: of the %d photos that find it %.0f %% show another class and get its channels; try more --clusters"
                        .formatted(
                                number, name(labels, cluster.label()), cluster.photos(), 100 * (1 - cluster.purity()));
    }

    /** A card without what it says of a memory. */
    static ModelCard without(ModelCard card) {
        Map<String, String> facts = new TreeMap<>(card.provenance());
        facts.keySet().removeAll(List.of(CLUSTERS, FIDELITY, MODEL));
        return card.withProvenance(facts);
    }

    /** What the card says of it. */
    Map<String, String> facts(List<String> labels) {
        Map<String, String> facts = new LinkedHashMap<>();
        int photos =
                memory.clusters().stream().mapToInt(cluster -> cluster.photos()).sum();
        int all = memory.weights().shape().at(1);
        facts.put(
                "evidence",
                (WORD + "%d photos in %d clusters (%s, purity %.3f), %d of %d channels each")
                        .formatted(
                                photos,
                                memory.clusters().size(),
                                memory.space().name().toLowerCase(Locale.ROOT),
                                memory.purity(),
                                Math.min(channels, all),
                                all));
        fidelity.ifPresent(value -> facts.put(
                FIDELITY,
                "rank correlation with %s %.3f on %d held-out photos%s"
                        .formatted(
                                truth(memory.source().weighing()),
                                value,
                                heldOut,
                                choosing == 0 ? "" : ", none of the " + choosing + " that it was chosen by")));
        facts.put(CLUSTERS, String.join(", ", clusters(labels)));
        facts.put(MODEL, memory.source().weights());
        return facts;
    }

    private List<String> clusters(List<String> labels) {
        return memory.clusters().stream()
                .map(cluster ->
                        "%s %d (%.2f)".formatted(name(labels, cluster.label()), cluster.photos(), cluster.purity()))
                .toList();
    }

    /** What of it is said to people, a line each: not all of many clusters, and nothing of the model. */
    List<String> told(List<String> labels) {
        var facts = facts(labels);
        facts.remove(MODEL);
        facts.put(CLUSTERS, Labels.shortened(clusters(labels)));
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .toList();
    }

    private static String name(List<String> labels, int label) {
        return label < labels.size() ? labels.get(label) : String.valueOf(label);
    }

    /** The card with what is said of the memory. */
    ModelCard on(ModelCard card) {
        return without(card).withFacts(facts(card.labels()));
    }
}
