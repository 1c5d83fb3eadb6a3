package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Space;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.Weights;
import dev.konkyo.weights.SafetensorsFile;
import dev.konkyo.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A memory in a safetensors file of its own, so that it need not be built again for every export. */
public final class MemoryFile {
    private static final String CENTRES = "centres";
    private static final String WEIGHTS = "weights";
    private static final String PHOTOS = "photos";
    private static final String LABELS = "labels";
    private static final String PURITY = "purity";
    private static final String WEIGHING = "weighing";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private MemoryFile() {}

    /**
     * Writes a memory; the file is replaced as a whole or not at all.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(EvidenceMemory memory, Path file) {
        var clusters = memory.clusters();
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put(CENTRES, memory.centres());
        tensors.put(WEIGHTS, memory.weights());
        tensors.put(
                PHOTOS,
                TensorData.vector(
                        clusters.stream().mapToLong(MemoryCluster::photos).toArray()));
        tensors.put(
                LABELS,
                TensorData.vector(
                        clusters.stream().mapToLong(MemoryCluster::label).toArray()));
        tensors.put(
                PURITY,
                TensorData.ofDoubles(
                        Shape.of(clusters.size()),
                        clusters.stream().mapToDouble(MemoryCluster::purity).toArray()));
        Map<String, String> facts = Map.of(
                "model",
                memory.source().weights(),
                "layer",
                memory.source().layer(),
                "space",
                memory.space().name(),
                WEIGHING,
                memory.source().weighing().name());
        SafetensorsFile.write(Weights.of(tensors), facts, file);
    }

    /**
     * Reads a memory.
     *
     * @throws WeightsException with one line that starts with the file's name if it is none
     */
    public static EvidenceMemory read(Path file) {
        SafetensorsFile read = SafetensorsFile.read(file);
        try {
            Map<String, String> facts = read.metadata();
            if (!facts.keySet().containsAll(List.of("model", "layer", "space"))) {
                throw new IllegalArgumentException("expected a memory that konkyo export wrote, got other tensors");
            }
            Weights tensors = read.weights();
            var source = new EvidenceMemory.Source(
                    hash(facts.getOrDefault("model", "")),
                    facts.getOrDefault("layer", ""),
                    // Files that do not say are older than parts of cosines.
                    constant("weighings", facts.getOrDefault(WEIGHING, Weighing.AS_STORED.name()), Weighing.class));
            return new EvidenceMemory(
                    source,
                    constant("distances", facts.getOrDefault("space", ""), Space.class),
                    tensors.at(CENTRES),
                    tensors.at(WEIGHTS),
                    clusters(tensors));
        } catch (IllegalArgumentException | GraphException e) {
            throw new WeightsException(file + ": " + e.getMessage(), e);
        }
    }

    private static String hash(String weights) {
        if (!HASH.matcher(weights).matches()) {
            throw new IllegalArgumentException(
                    "expected the hash of the model's weights in 64 hexadecimal digits, got '" + weights + "'");
        }
        return weights;
    }

    private static <E extends Enum<E>> E constant(String what, String name, Class<E> type) {
        List<E> known = List.copyOf(EnumSet.allOf(type));
        return known.stream()
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected one of the " + what + " " + known + ", got " + name));
    }

    private static List<MemoryCluster> clusters(Weights tensors) {
        long[] photos = tensors.at(PHOTOS).toLongs();
        long[] labels = tensors.at(LABELS).toLongs();
        double[] purity = tensors.at(PURITY).toDoubles();
        if (labels.length != photos.length || purity.length != photos.length) {
            throw new IllegalArgumentException("a memory names photos, label and purity of each cluster, got "
                    + photos.length + ", " + labels.length + " and " + purity.length);
        }
        List<MemoryCluster> clusters = new ArrayList<>();
        for (int i = 0; i < photos.length; i++) {
            clusters.add(new MemoryCluster((int) photos[i], (int) labels[i], purity[i]));
        }
        return clusters;
    }
}
