package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.EvidenceLayer.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Heads as exporters write them. */
class EvidenceLayerTest {
    private final GraphBuilder net = new GraphBuilder("net");
    private final Value photo = net.images("input", 3, 12, 16);
    private final Value map = net.apply(
            "map",
            new ActivationOp.Relu(),
            net.conv("conv", photo, Convolution.of(4, 3).stride(2).padding(1)));

    private Value axes(long... axes) {
        return net.constant("axes", TensorData.vector(axes));
    }

    private Value mean(Value x, Value axes, boolean keep) {
        return net.apply(new ReductionOp.ReduceMean(keep, false), x, axes);
    }

    private static WeightedGraph counted(Graph graph) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] values = new float[(int) parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            weights.put(name, TensorData.ofFloats(parameter.shape(), values));
        });
        return new WeightedGraph(graph, Weights.of(weights));
    }

    private static ClassifierLayer linear(EvidenceLayer layer) {
        assertThat(layer.head()).isInstanceOf(Head.PooledLinear.class);
        return ((Head.PooledLinear) layer.head()).linear();
    }

    @Test
    void torchvisionsPoolAndLinear() {
        Value pooled = net.dropout(net.flatten(net.globalAveragePool(map)), 0.2f);
        EvidenceLayer layer = EvidenceLayer.of(net.build(net.linear("fc", pooled, 2)));
        assertThat(layer.value()).isEqualTo("map");
        assertThat(layer.shape()).isEqualTo(Shape.of(1, 4, 6, 8));
        assertThat(linear(layer).layout()).isEqualTo(ClassifierLayer.Layout.CLASSES_FIRST);
        assertThat(linear(layer).bias()).contains("fc.bias");
    }

    /** weight [4, 2] row-major 0..7, so class 0 has 0 2 4 6; bias after it as an Add with the bias first. */
    @Test
    void kerasMeanMatMulAddAndSoftmax() {
        Value pooled = mean(map, axes(2, 3), false);
        Value weight = net.parameter("kernel", Parameter.trained(Shape.of(4, 2)));
        Value bias = net.parameter("bias", Parameter.trained(Shape.of(2)));
        Value sums = net.apply("sums", new ElementwiseOp.Add(), bias, net.apply(new LinearOp.MatMul(), pooled, weight));
        Graph graph = net.build(net.apply("probabilities", new ActivationOp.Softmax(-1), sums));
        EvidenceLayer layer = EvidenceLayer.of(graph);
        assertThat(layer.value()).isEqualTo("map");
        assertThat(layer.logits()).isEqualTo("sums");
        var coefficients = linear(layer).coefficients(counted(graph));
        assertThat(coefficients.weights()).isEqualTo(TensorData.ofFloats(Shape.of(2, 4), 0, 2, 4, 6, 1, 3, 5, 7));
        assertThat(coefficients.bias()).isEqualTo(TensorData.ofFloats(Shape.of(2), 0, 1));
    }

    @Test
    void tensorFlowsOrderOfAxesBeforeTheMean() {
        Value last = net.apply(new LayoutOp.Transpose(List.of(0, 2, 3, 1)), map);
        EvidenceLayer layer = EvidenceLayer.of(net.build(net.linear("fc", mean(last, axes(1, 2), false), 2)));
        assertThat(layer.value()).isEqualTo("map");
        assertThat(layer.head()).isInstanceOf(Head.PooledLinear.class);
    }

    @Test
    void convolutionAsClassifierAfterAPoolOverTheWholeMap() {
        Value pooled = net.apply(
                new PoolingOp.AveragePool(
                        AutoPad.VALID, false, false, List.of(), List.of(6, 8), List.of(), List.of(2, 2)),
                map);
        Value scores = net.conv("classifier", net.dropout(pooled, 0.1f), Convolution.of(3, 1));
        Graph graph = net.build(net.apply("logits", new LayoutOp.Squeeze(), scores, axes(2, 3)));
        EvidenceLayer layer = EvidenceLayer.of(graph);
        assertThat(linear(layer).coefficients(counted(graph)).weights().shape()).isEqualTo(Shape.of(3, 4));
        assertThat(linear(layer).output()).isEqualTo("classifier");
    }

    @Test
    void gemmWithFactors() {
        Value weight = net.parameter("w", Parameter.trained(Shape.of(4, 2)));
        Value bias = net.parameter("b", Parameter.trained(Shape.of(2)));
        Value pooled = net.flatten(net.globalAveragePool(map));
        Graph graph = net.build(net.apply(new LinearOp.Gemm(2, 3, false, false), pooled, weight, bias));
        var coefficients = linear(EvidenceLayer.of(graph)).coefficients(counted(graph));
        assertThat(coefficients.weights().toFloats()).containsExactly(0, 4, 8, 12, 2, 6, 10, 14);
        assertThat(coefficients.bias().toFloats()).containsExactly(0, 3);
    }

    @Test
    void mapsOfClasses() {
        Value maps = net.apply("maps", new ActivationOp.Relu(), net.conv("last", map, Convolution.of(2, 1)));
        EvidenceLayer layer = EvidenceLayer.of(net.build(net.flatten(net.globalAveragePool(maps))));
        assertThat(layer.head()).isEqualTo(new Head.ClassMaps("maps"));
        assertThat(layer.shape()).isEqualTo(Shape.of(1, 2, 6, 8));
    }

    @Test
    void anythingElseNeedsGradients() {
        Value hidden = net.relu(net.linear("hidden", net.flatten(net.globalAveragePool(map)), 5));
        assertThat(EvidenceLayer.of(net.build(net.linear("fc", hidden, 2))).head())
                .isEqualTo(new Head.Other("map"));
        // A pool over windows is not a mean over all places.
        Value flat = net.flatten(net.maxPool(map, 2, 2, 0, false));
        assertThat(EvidenceLayer.of(net.build(net.linear("fc2", flat, 2))).head())
                .isEqualTo(new Head.Other("map"));
        // A sum is not a mean.
        Value summed = net.apply(new ReductionOp.ReduceSum(false, false), map, axes(2, 3));
        assertThat(EvidenceLayer.of(net.build(net.linear("fc3", summed, 2))).head())
                .isEqualTo(new Head.Other("map"));
    }

    @Test
    void passesAGateThatSeesTheWholePhoto() {
        Value gate = net.apply(
                new ActivationOp.Sigmoid(), net.conv("gate", net.globalAveragePool(map), Convolution.of(4, 1)));
        Value gated = net.apply("gated", new ElementwiseOp.Mul(), map, gate);
        EvidenceLayer layer =
                EvidenceLayer.of(net.build(net.linear("fc", net.flatten(net.globalAveragePool(gated)), 2)));
        assertThat(layer.value()).isEqualTo("gated");
    }

    /** At one place per map the last blocks have no extent; inside a residual block no value carries all. */
    @Test
    void goesBackToWhereEverythingPasses() {
        Value branch = net.conv("branch", map, Convolution.of(4, 1));
        Value one = net.averagePool(
                net.apply(
                        new LayoutOp.Pad(LayoutOp.PadMode.CONSTANT),
                        branch,
                        net.constant("pads", TensorData.vector(0, 0, 0, 0, 0, 0, 2, 0))),
                8,
                8);
        Value other = net.globalAveragePool(map);
        EvidenceLayer layer = EvidenceLayer.of(net.build(net.linear("fc", net.flatten(net.add(one, other)), 2)));
        assertThat(layer.head()).isEqualTo(new Head.Other("map"));
    }

    @Test
    void takesTheFirstOutputThatIsNoMap() {
        Value scores = net.linear("fc", net.flatten(net.globalAveragePool(map)), 2);
        EvidenceLayer layer = EvidenceLayer.of(net.build(map, scores));
        assertThat(layer.logits()).isEqualTo("fc");
        assertThat(layer.head()).isInstanceOf(Head.PooledLinear.class);
    }

    @Test
    void saysWhenThereIsNone() {
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(photo)), 2));
        assertThatThrownBy(() -> EvidenceLayer.of(graph))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("graph 'net' has no evidence layer: expected a value [N, C, H, W]");
        assertThat(EvidenceLayer.find(graph)).isEmpty();
    }
}
