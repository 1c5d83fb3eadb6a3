package dev.konkyo.evidence.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.cluster.Space;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.weights.SafetensorsFile;
import dev.konkyo.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceMemoryTest {
    private static final EvidenceMemory.Source SOURCE =
            new EvidenceMemory.Source("0".repeat(64), "layer", Weighing.AS_STORED);

    @TempDir
    Path folder;

    private static Observation photo(int label, float x, float y, float... weights) {
        return new Observation(new float[] {x, y}, weights, label);
    }

    /** Two photos of class 0 and one of class 1 near (10, 0), one of class 1 near (0, 10). */
    private static final List<Observation> FOUR = List.of(
            photo(0, 10, 0, 3, -8, 1), photo(0, 10, 1, 5, -4, 1), photo(1, 11, 0, 1, 0, 1), photo(1, 0, 10, 0, 2, 7));

    private static int at(EvidenceMemory memory, float x, float y) {
        return memory.nearest(x, y);
    }

    @Test
    void aClusterHasTheMeanWeightsOfItsPhotosInItsStrongestChannels() {
        var memory = new MemoryPlan(2, 2, Space.EUCLIDEAN, 1).build(FOUR, SOURCE);
        int right = at(memory, 10, 0);
        int top = at(memory, 0, 9);
        assertThat(right).isNotEqualTo(top);
        // Means 3, -4, 1: the channels with the largest amounts are the first two.
        assertThat(memory.channelWeights(right)).containsExactly(new float[] {3, -4, 0}, within(1e-6f));
        assertThat(memory.channelWeights(top)).containsExactly(new float[] {0, 2, 7}, within(1e-6f));
        assertThat(memory.clusters().get(right)).isEqualTo(new MemoryCluster(3, 0, 2 / 3.0));
        assertThat(memory.clusters().get(top)).isEqualTo(new MemoryCluster(1, 1, 1));
        assertThat(memory.purity()).isCloseTo(3 / 4.0, within(1e-12));
    }

    @Test
    void nearByDistanceAndNearByCosineDiffer() {
        // (1, 1) and (9, 1): from (3, 3) the first has the same direction; from (6, 1.5) the second is nearer.
        var observations = List.of(photo(0, 1, 1, 1), photo(1, 9, 1, 2));
        var euclidean = new MemoryPlan(2, 1, Space.EUCLIDEAN, 1).build(observations, SOURCE);
        var spherical = new MemoryPlan(2, 1, Space.SPHERICAL, 1).build(observations, SOURCE);
        assertThat(euclidean.channelWeights(euclidean.nearest(8, 8))[0]).isEqualTo(2);
        assertThat(spherical.channelWeights(spherical.nearest(8, 8))[0]).isEqualTo(1);
    }

    /** One cluster would be of class 0; the two photos of class 1 get one of their own, and class 0 keeps its channels to itself. */
    @Test
    void aClassThatIsTheLargestInNoClusterGetsOneOfItsOwn() {
        for (Space space : Space.values()) {
            var memory = new MemoryPlan(1, 2, space, 1)
                    .build(
                            List.of(
                                    photo(0, 10, 0, 4, 0),
                                    photo(0, 12, 0, 4, 0),
                                    photo(0, 11, 0, 4, 0),
                                    photo(1, 9, 3, 0, 6),
                                    photo(1, 9, 5, 0, 8)),
                            SOURCE);
            assertThat(memory.clusters()).containsExactly(new MemoryCluster(3, 0, 1), new MemoryCluster(2, 1, 1));
            assertThat(memory.channelWeights(at(memory, 9, 4))).containsExactly(0, 7);
            assertThat(memory.channelWeights(at(memory, 11, 0))).containsExactly(4, 0);
        }
    }

    /** Photos that cannot be told apart cannot be kept apart: the first centre answers for both, and the purity says so. */
    @Test
    void purityIsThatOfThePhotosThatFindTheCluster() {
        var memory = new MemoryPlan(1, 1, Space.EUCLIDEAN, 1)
                .build(List.of(photo(0, 1, 1, 1), photo(0, 1, 1, 1), photo(1, 1, 1, 5)), SOURCE);
        assertThat(memory.clusters())
                .containsExactly(new MemoryCluster(3, 0, 2 / 3.0), new MemoryCluster(0, 1, 0))
                .allMatch(MemoryCluster::impure);
        assertThat(new MemoryCluster(5, 0, 0.8).impure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void numbersThatAreNoneAreRefused(float broken) {
        var memory = new MemoryPlan(2, 2, Space.EUCLIDEAN, 1).build(FOUR, SOURCE);
        var centres = TensorData.ofFloats(Shape.of(2, 2), 1, 2, broken, 4);
        var weights = TensorData.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, broken);
        assertThatThrownBy(
                        () -> new EvidenceMemory(SOURCE, memory.space(), centres, memory.weights(), memory.clusters()))
                .hasMessageContaining("centres are finite numbers, got " + broken);
        assertThatThrownBy(
                        () -> new EvidenceMemory(SOURCE, memory.space(), memory.centres(), weights, memory.clusters()))
                .hasMessageContaining("weights are finite numbers");
        var few = TensorData.ofFloats(Shape.of(1, 3), 1, 2, 3);
        assertThatThrownBy(() -> new EvidenceMemory(SOURCE, memory.space(), memory.centres(), few, memory.clusters()))
                .hasMessageContaining("needs as many centres and rows of weights");
    }

    @Test
    void thereAreNoEmptyClusters() {
        var memory = new MemoryPlan(10, 50, Space.EUCLIDEAN, 1)
                .build(List.of(photo(0, 1, 0, 1), photo(0, 1, 0, 3), photo(1, 0, 1, 5)), SOURCE);
        assertThat(memory.clusters()).hasSize(2).allMatch(cluster -> cluster.photos() > 0);
        assertThat(memory.channelWeights(memory.nearest(1, 0))).containsExactly(2);
    }

    @Test
    void aClassOfOnePhotoAndPhotosWithoutAnEmbedding() {
        var alone = new MemoryPlan(3, 1, Space.SPHERICAL, 1)
                .build(List.of(photo(0, 0, 0, 9), photo(1, Float.NaN, 1, 9), photo(2, 2, 2, 4)), SOURCE);
        assertThat(alone.clusters()).containsExactly(new MemoryCluster(1, 2, 1));
        assertThatThrownBy(() -> new MemoryPlan(3, 1, Space.SPHERICAL, 1).build(List.of(photo(0, 0, 0, 9)), SOURCE))
                .hasMessageContaining("none among 1");
    }

    @Test
    void weightsOfZeroGiveNoEvidence() {
        var memory = new MemoryPlan(1, 1, Space.EUCLIDEAN, 1).build(List.of(photo(0, 1, 0, 0, 0)), SOURCE);
        var held = new HeldOutPhoto(new float[] {1, 0}, new float[] {1, 2, 3, 4, 5, 6}, new float[] {1, 0});
        assertThat(held.truth()).containsExactly(1, 2, 3);
        assertThat(held.map(memory.channelWeights(0))).containsOnly(0);
        assertThat(Fidelity.of(memory, List.of(held))).isZero();
        assertThatThrownBy(() -> Fidelity.of(memory, List.of())).hasMessageContaining("held-out");
    }

    @Test
    void theSearchTakesFewestClustersThenMostChannelsOfTheNearest() {
        var observations = List.of(photo(0, 10, 0, 1, 0), photo(0, 0, 10, 0, 1));
        // The channels rise in opposite directions, so each photo needs its own cluster and one channel.
        var held = List.of(
                new HeldOutPhoto(new float[] {9, 1}, new float[] {1, 2, 3, 3, 2, 1}, new float[] {1, 0}),
                new HeldOutPhoto(new float[] {1, 9}, new float[] {1, 2, 3, 3, 2, 1}, new float[] {0, 1}));
        var trials = new MemorySearch(List.of(1, 2), List.of(1, 2), List.of(Space.values()), 1)
                .trials(observations, held, SOURCE);
        assertThat(trials).hasSize(8);
        var best = MemorySearch.best(trials);
        assertThat(best.fidelity()).isCloseTo(1, within(1e-12));
        assertThat(best.plan()).isEqualTo(new MemoryPlan(2, 2, Space.EUCLIDEAN, 1));
    }

    @Test
    void aMemoryOfAnotherModelIsRefused() {
        var network = network(1);
        var memory = new MemoryPlan(2, 2, Space.EUCLIDEAN, 1).build(FOUR, EvidenceMemory.Source.of(network, "conv"));
        memory.requireFor(network);
        assertThatThrownBy(() -> memory.in(network(2), true))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("another model");
    }

    @ParameterizedTest
    @EnumSource(Weighing.class)
    void itSurvivesItsFile(Weighing weighing) throws IOException {
        var source = new EvidenceMemory.Source(SOURCE.weights(), "layer", weighing);
        var memory = new MemoryPlan(2, 2, Space.SPHERICAL, 1).build(FOUR, source);
        assertThat(memory.lookup().weighing()).isEqualTo(weighing);
        var file = folder.resolve("memory.safetensors");
        MemoryFile.write(memory, file);
        assertThat(MemoryFile.read(file)).isEqualTo(memory);
        Files.writeString(file, "no memory at all");
        assertThatThrownBy(() -> MemoryFile.read(file)).isInstanceOf(WeightsException.class);
    }

    @Test
    void aFileWithNumbersThatAreNoneIsOneLine() {
        var file = folder.resolve("memory.safetensors");
        var memory = new MemoryPlan(2, 2, Space.SPHERICAL, 1).build(FOUR, SOURCE);
        MemoryFile.write(memory, file);
        var read = SafetensorsFile.read(file);
        SafetensorsFile.write(
                read.weights().with("weights", TensorData.ofFloats(Shape.of(2, 3), 1, 2, Float.NaN, 4, 5, 6)),
                read.metadata(),
                file);
        assertThatThrownBy(() -> MemoryFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file + ": a memory's weights are finite numbers, got NaN")
                .hasMessageNotContaining("\n");
        SafetensorsFile.write(
                read.weights(), Map.of("model", "0".repeat(64), "layer", "conv", "space", "HYPERBOLIC"), file);
        assertThatThrownBy(() -> MemoryFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("HYPERBOLIC");
        Map<String, String> plain = Map.of("model", "0".repeat(64), "layer", "layer", "space", "SPHERICAL");
        SafetensorsFile.write(read.weights(), plain, file);
        assertThat(MemoryFile.read(file))
                .as("of a version that knew one weighing only")
                .isEqualTo(memory);
        Map<String, String> twice = new HashMap<>(plain);
        twice.put("weighing", "TWICE");
        SafetensorsFile.write(read.weights(), twice, file);
        assertThatThrownBy(() -> MemoryFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("expected one of the weighings [AS_STORED, OVER_LENGTH], got TWICE");
        SafetensorsFile.write(read.weights(), Map.of("model", "0f", "layer", "conv", "space", "SPHERICAL"), file);
        assertThatThrownBy(() -> MemoryFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("64 hexadecimal digits, got '0f'");
    }

    @Test
    void aMemoryWithoutPhotosIsNotPure() {
        var memory = new MemoryPlan(2, 2, Space.SPHERICAL, 1).build(FOUR, SOURCE);
        var none = List.of(new MemoryCluster(0, 0, 0), new MemoryCluster(0, 1, 0));
        assertThat(new EvidenceMemory(SOURCE, Space.SPHERICAL, memory.centres(), memory.weights(), none).purity())
                .isZero();
    }

    private static WeightedGraph network(float weight) {
        GraphBuilder net = new GraphBuilder("tiny");
        Value maps = net.conv("conv", net.images("input", 3, 2, 3), Convolution.of(2, 1));
        Value logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), 2);
        return new WeightedGraph(
                net.build(logits),
                Weights.of(Map.of(
                        "conv.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), weight, 0, 0, 0, 2, 0),
                        "conv.bias", TensorData.ofFloats(Shape.of(2), -1, 0),
                        "fc.weight", TensorData.ofFloats(Shape.of(2, 2), 3, -1, 0, 2),
                        "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0))));
    }
}
