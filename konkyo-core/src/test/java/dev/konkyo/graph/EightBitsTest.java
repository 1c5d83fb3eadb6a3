package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EightBitsTest {
    /** Two convolutions, a rectifier, a sum with what came before, maxima, a mean and a linear layer. */
    private static Graph graph() {
        GraphBuilder layers = new GraphBuilder("small");
        Value photo = layers.images("image", 3, 8, 8);
        Value first =
                layers.relu(layers.conv("first", photo, Convolution.of(4, 3).padding(1)));
        Value second = layers.conv("second", first, Convolution.of(4, 3).padding(1));
        Value sum = layers.relu(layers.add(first, second));
        Value smaller = layers.maxPool(sum, 2, 2, 0, false);
        Value third = layers.relu(layers.conv("third", smaller, Convolution.of(5, 1)));
        return layers.build(layers.linear("fc", layers.flatten(layers.globalAveragePool(third)), 2));
    }

    private static WeightedGraph network() {
        Graph graph = graph();
        return new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
    }

    private static EightBitValues values(Graph graph) {
        return EightBitValues.of(graph, EvidenceLayer.of(graph).value());
    }

    private static WeightedGraph rounded(WeightedGraph network) {
        EightBitValues values = values(network.graph());
        Map<String, ValueRange> ranges = new LinkedHashMap<>();
        values.measured().forEach(value -> ranges.put(value, new ValueRange(-1, 3)));
        return EightBits.of(network, values, ranges);
    }

    /** 255 steps from -1 to 3: the width is 4 / 255 and 0 is 63.75 steps above -1, rounded 64. */
    @Test
    void aRangeHoldsZeroAsOneOfItsSteps() {
        ValueRange range = new ValueRange(-1, 3);
        assertThat(range.scale()).isEqualTo(4f / 255);
        assertThat(range.zero()).isEqualTo(64);
        assertThat(new ValueRange(2, 6)).isEqualTo(new ValueRange(0, 6));
        assertThat(new ValueRange(0, 0).scale()).isEqualTo(1);
        assertThat(new ValueRange(-5, -1).zero()).isEqualTo(255);
        assertThatThrownBy(() -> new ValueRange(0, Float.NaN)).isInstanceOf(GraphException.class);
    }

    @Test
    void everyConvolutionStandsBetweenRoundedValues() {
        EightBitValues values = values(graph());
        assertThat(values.convolutions()).hasSize(3);
        Graph rounded = rounded(network()).graph();
        Map<String, Op> producers = new LinkedHashMap<>();
        rounded.nodes().forEach(node -> producers.put(node.output(), node.op()));
        for (Node node : rounded.nodes()) {
            if (node.op() instanceof ConvolutionOp.Conv) {
                assertThat(node.inputs())
                        .allSatisfy(input ->
                                assertThat(producers.get(input)).isInstanceOf(QuantizationOp.DequantizeLinear.class));
                List<Node> readers = rounded.consumers(node.output());
                Node reader = readers.getFirst().op() instanceof ActivationOp.Relu
                        ? rounded.consumers(readers.getFirst().output()).getFirst()
                        : readers.getFirst();
                assertThat(reader.op()).isInstanceOf(QuantizationOp.QuantizeLinear.class);
            }
        }
        assertThat(values.sharing())
                .as("maxima keep the range of what they are taken of")
                .hasSize(1);
        assertThat(rounded.outputs()).isEqualTo(graph().outputs());
        assertThat(ShapeInference.shape(rounded, rounded.outputs().getFirst(), 3))
                .isEqualTo(Shape.of(3, 2));
    }

    @Test
    void weightsAreWithinHalfAStepAndNoTwoOverflowSixteenBits() {
        WeightedGraph network = network();
        WeightedGraph rounded = rounded(network);
        int convolutions = 0;
        for (Map.Entry<String, TensorData> stored : rounded.weights().asMap().entrySet()) {
            if (stored.getValue().type() != ElementType.INT8) {
                continue;
            }
            convolutions++;
            int channels = stored.getValue().shape().at(0);
            float[] bytes = stored.getValue().toFloats();
            int each = bytes.length / channels;
            for (int channel = 0; channel < channels; channel++) {
                float[] own = Arrays.copyOfRange(bytes, channel * each, (channel + 1) * each);
                Arrays.sort(own);
                assertThat(own[each - 1] + own[each - 2]).isLessThanOrEqualTo(128);
                assertThat(own[0] + own[1]).isGreaterThanOrEqualTo(-128);
            }
        }
        assertThat(convolutions).isEqualTo(3);
        TensorData weight = network.weights().at("first.weight");
        String stem = network.graph().nodes().getFirst().output() + ".int8.weight";
        float[] bytes = rounded.weights().at(stem + ".bytes").toFloats();
        float[] scales = rounded.weights().at(stem + ".scale").toFloats();
        float[] exact = weight.toFloats();
        for (int i = 0; i < exact.length; i++) {
            float scale = scales[i / (exact.length / scales.length)];
            assertThat(Math.abs(bytes[i] * scale - exact[i])).isLessThanOrEqualTo(0.501f * scale);
        }
    }

    /** A gate of one place between two convolutions over maps, and a convolution behind the evidence layer. */
    private static Graph gated() {
        GraphBuilder layers = new GraphBuilder("gated");
        Value photo = layers.images("image", 3, 8, 8);
        Value first =
                layers.relu(layers.conv("first", photo, Convolution.of(4, 3).padding(1)));
        Value gate = layers.apply(
                new ActivationOp.Sigmoid(), layers.conv("gate", layers.globalAveragePool(first), Convolution.of(4, 1)));
        Value gated = layers.apply(new ElementwiseOp.Mul(), first, gate);
        Value last = layers.relu(layers.conv("last", gated, Convolution.of(6, 1)));
        Value behind = layers.conv("behind", layers.globalAveragePool(last), Convolution.of(5, 1));
        return layers.build(layers.linear("fc", layers.flatten(behind), 2));
    }

    private static List<String> roundedWeights(Graph graph, String layer) {
        return EightBitValues.of(graph, layer).convolutions().stream()
                .map(node -> node.inputs().get(1))
                .toList();
    }

    @Test
    void gatesAndWhatLiesBehindTheEvidenceLayerStayInFloat() {
        Graph graph = gated();
        String layer = EvidenceLayer.of(graph).value();
        assertThat(roundedWeights(graph, layer)).containsExactly("first.weight", "last.weight");
        WeightedGraph network = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
        WeightedGraph rounded = rounded(network);
        for (String name : List.of("gate", "behind", "fc")) {
            assertThat(rounded.weights().at(name + ".weight"))
                    .as(name)
                    .isEqualTo(network.weights().at(name + ".weight"));
            Node node = rounded.graph().nodes().stream()
                    .filter(reader -> reader.inputs().contains(name + ".weight"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rounded.graph().consumers(node.output()))
                    .as(name + " is not rounded behind")
                    .noneMatch(reader -> reader.op() instanceof QuantizationOp);
        }
        assertThat(rounded.weights().names()).doesNotContain("first.weight", "last.weight");
    }

    /** At an earlier layer what lies behind it is exact, as that layer's map is what evidence sums. */
    @Test
    void onlyWhatTheLayerIsMadeOfIsRounded() {
        Graph graph = gated();
        String first = graph.nodes().stream()
                .filter(node -> node.op() instanceof ActivationOp.Relu)
                .findFirst()
                .orElseThrow()
                .output();
        assertThat(roundedWeights(graph, first)).containsExactly("first.weight");
    }

    @Test
    void aRoundedNetworkIsNotRoundedAgain() {
        assertThatThrownBy(() -> values(rounded(network()).graph()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("rounded to 8 bits already");
    }
}
