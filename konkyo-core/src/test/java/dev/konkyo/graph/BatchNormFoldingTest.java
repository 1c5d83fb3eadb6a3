package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {
    private static final NormalizationOp.BatchNormalization EXACT = new NormalizationOp.BatchNormalization(0.25f, 0.9f);

    private static WeightedGraph weighted(Graph graph, Map<String, Float> values) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] all = new float[(int) parameter.shape().elements()];
            Arrays.fill(all, values.getOrDefault(name, 1f));
            weights.put(name, TensorData.ofFloats(parameter.shape(), all));
        });
        return new WeightedGraph(graph, Weights.of(weights));
    }

    /** s = 3 / sqrt(3.75 + 0.25) = 1.5; weight 2 * 1.5 = 3; bias (5 - 1) * 1.5 + 0.5 = 6.5. */
    @Test
    void foldsByHand() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.conv("conv", net.images("input", 1, 4, 4), Convolution.of(1, 1));
        Graph graph = net.build(net.relu(net.batchNorm("bn", x, EXACT)));
        WeightedGraph folded = BatchNormFolding.fold(weighted(
                graph,
                Map.of(
                        "conv.weight", 2f,
                        "conv.bias", 5f,
                        "bn.weight", 3f,
                        "bn.bias", 0.5f,
                        "bn.running_mean", 1f,
                        "bn.running_var", 3.75f)));
        assertThat(folded.graph().nodes()).hasSize(2);
        assertThat(folded.graph().nodes().getFirst().output()).isEqualTo("bn");
        assertThat(folded.weights().names()).containsExactly("conv.weight", "conv.bias");
        assertThat(folded.weights().at("conv.weight").toFloats()).containsExactly(3f);
        assertThat(folded.weights().at("conv.bias").toFloats()).containsExactly(6.5f);
    }

    /** Two output channels of three weights each: every channel has its own factor. */
    @Test
    void scalesEachOutputChannelAndMakesABias() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.conv(
                "conv", net.images("input", 3, 4, 4), Convolution.of(2, 1).withoutBias());
        Graph graph = net.build(net.batchNorm("bn", x, EXACT));
        WeightedGraph ones = weighted(graph, Map.of("bn.running_var", 0.75f, "bn.running_mean", 2f));
        WeightedGraph given =
                new WeightedGraph(graph, ones.weights().with("bn.weight", TensorData.ofFloats(Shape.of(2), 1, 10)));
        WeightedGraph folded = BatchNormFolding.fold(given);
        assertThat(folded.weights().at("conv.weight").toFloats())
                .containsExactly(new float[] {1, 1, 1, 10, 10, 10}, within(1e-6f));
        assertThat(folded.weights().at("conv.bias").toFloats()).containsExactly(new float[] {-1, -19}, within(1e-5f));
        assertThat(folded.graph().outputs()).containsExactly("bn");
    }

    @Test
    void leavesAConvolutionThatSomethingElseReads() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.conv("conv", net.images("input", 1, 4, 4), Convolution.of(1, 1));
        Value y = net.batchNorm("bn", x);
        WeightedGraph read = weighted(net.build(net.add(x, y)), Map.of());
        WeightedGraph given = weighted(net.build(y, x), Map.of());
        assertThat(BatchNormFolding.fold(read)).isEqualTo(read);
        assertThat(BatchNormFolding.fold(given).graph().nodes()).hasSize(2);
    }
}
