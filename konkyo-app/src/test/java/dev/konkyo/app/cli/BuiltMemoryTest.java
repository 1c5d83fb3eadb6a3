package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.evidence.memory.MemoryCluster;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weighing;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltMemoryTest {
    private static final List<String> LABELS = List.of("nut, bare", "nut, of brass");

    /** Clusters with 1, 2, 3 and so on photos, of both classes in turn. */
    private static BuiltMemory memory(int clusters) {
        var numbers = TensorData.ofFloats(Shape.of(clusters, 1), new float[clusters]);
        var memory = new EvidenceMemory(
                new EvidenceMemory.Source("abc", "maps", Weighing.AS_STORED),
                Space.EUCLIDEAN,
                numbers,
                numbers,
                IntStream.range(0, clusters)
                        .mapToObj(cluster -> new MemoryCluster(cluster + 1, cluster % 2, 1))
                        .toList());
        return new BuiltMemory(memory, 1, OptionalDouble.of(0.5), 3, 2);
    }

    /** A comma in a label or in a sentence begins no other cluster. */
    @ParameterizedTest
    @CsvSource({"10, ''", "12, ' and 2 more'"})
    void tenClustersAreToldAndTheCardHasAll(int clusters, String more) {
        var built = memory(clusters);
        assertThat(built.told(LABELS))
                .containsExactly(
                        "evidence: memory of %d photos in %d clusters (euclidean, purity 1.000), 1 of 1 channels each"
                                .formatted(clusters * (clusters + 1) / 2, clusters),
                        "evidence fidelity: rank correlation with Grad-CAM 0.500 on 3 held-out photos, none of the 2 that it was"
                                + " chosen by",
                        "evidence clusters: nut, bare 1 (1.00), nut, of brass 2 (1.00), nut, bare 3 (1.00), nut, of brass 4 (1.00),"
                                + " nut, bare 5 (1.00), nut, of brass 6 (1.00), nut, bare 7 (1.00), nut, of brass 8 (1.00),"
                                + " nut, bare 9 (1.00), nut, of brass 10 (1.00)" + more);
        assertThat(built.facts(LABELS)).containsEntry("evidence model", "abc");
        assertThat(built.facts(LABELS).get("evidence clusters"))
                .endsWith("nut, of brass %d (1.00)".formatted(clusters))
                .doesNotContain("more");
    }
}
