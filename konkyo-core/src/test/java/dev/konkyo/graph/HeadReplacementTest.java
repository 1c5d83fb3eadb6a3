package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeadReplacementTest {
    private final GraphBuilder net = new GraphBuilder("net");
    private final Value map = net.conv("conv", net.images("input", 3, 8, 8), Convolution.of(4, 3));
    private final Value pooled = net.globalAveragePool(map);

    private static WeightedGraph weighted(Graph graph) {
        return new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new SplittableRandom(1)));
    }

    private static Shape output(Graph graph) {
        return ShapeInference.shape(graph, graph.outputs().getFirst(), 5);
    }

    private static Shape shape(Graph graph, String parameter) {
        return weighted(graph).weights().at(parameter).shape();
    }

    @Test
    void resizesALinearLayerAndKeepsTheRest() {
        WeightedGraph old = weighted(net.build(net.linear("fc", net.flatten(pooled), 10)));
        WeightedGraph fresh = HeadReplacement.replace(old, 3, new SplittableRandom(2));
        assertThat(fresh.graph().outputs()).containsExactly("logits");
        assertThat(output(fresh.graph())).isEqualTo(Shape.of(5, 3));
        assertThat(fresh.weights().at("conv.weight")).isEqualTo(old.weights().at("conv.weight"));
        assertThat(fresh.weights().at("fc.weight").shape()).isEqualTo(Shape.of(3, 4));
        assertThat(fresh.weights().at("fc.bias")).isEqualTo(TensorData.ofFloats(Shape.of(3), 0, 0, 0));
        assertThat(HeadReplacement.replace(old, 3, new SplittableRandom(2))).isEqualTo(fresh);
        assertThat(HeadReplacement.replace(old, 3, new SplittableRandom(3))).isNotEqualTo(fresh);
        assertThat(HeadReplacement.parameters(old.graph())).containsExactly("fc.weight", "fc.bias");
    }

    /** As TensorFlow's MobileNets come: a convolution, a reshape that writes the classes out, softmax. */
    @Test
    void resizesAConvolutionWithItsReshapeAndDropsSoftmax() {
        Value scores = net.conv("preds", pooled, Convolution.of(10, 1));
        Value flat =
                net.apply("flat", new LayoutOp.Reshape(false), scores, net.constant("s", TensorData.vector(-1, 10)));
        Graph graph = HeadReplacement.replace(net.build(net.apply(new ActivationOp.Softmax(-1), flat)), 3);
        assertThat(output(graph)).isEqualTo(Shape.of(5, 3));
        assertThat(graph.nodes().getLast().op()).isEqualTo(new LayoutOp.Reshape(false));
        assertThat(shape(graph, "preds.weight")).isEqualTo(Shape.of(3, 4, 1, 1));
    }

    @Test
    void resizesMatMulAndAdd() {
        Value weight = net.parameter("kernel", Parameter.trained(Shape.of(4, 10)));
        Value bias = net.parameter("bias", Parameter.trained(Shape.of(1, 10)));
        Value sums = net.add(net.apply(new LinearOp.MatMul(), net.flatten(pooled), weight), bias);
        Graph graph = HeadReplacement.replace(net.build(sums), 3);
        assertThat(output(graph)).isEqualTo(Shape.of(5, 3));
        assertThat(shape(graph, "kernel")).isEqualTo(Shape.of(4, 3));
        assertThat(shape(graph, "bias")).isEqualTo(Shape.of(1, 3));
    }

    @Test
    void resizesMapsOfClassesBeforeThePool() {
        Value maps = net.relu(net.conv("last", map, Convolution.of(10, 1)));
        Graph graph = HeadReplacement.replace(net.build(net.flatten(net.globalAveragePool(maps))), 3);
        assertThat(output(graph)).isEqualTo(Shape.of(5, 3));
        assertThat(shape(graph, "conv.weight")).isEqualTo(Shape.of(4, 3, 3, 3));
    }

    @Test
    void refusesWhatTakesOnlyTheOldClasses() {
        Value scores = net.linear("fc", net.flatten(pooled), 10);
        Value scaled = net.relu(net.mul(scores, net.parameter("scale", Parameter.trained(Shape.of(10)))));
        assertThatThrownBy(() -> HeadReplacement.replace(net.build(scaled), 3))
                .isInstanceOf(GraphException.class)
                .hasMessage(
                        "graph 'net' has no head to replace: expected a Gemm, MatMul or 1x1 Conv before the output '"
                                + scaled.name() + "'");
        Value sliced = net.apply(
                "sliced", new LayoutOp.Reshape(false), scores, net.constant("s", TensorData.vector(-1, 5, 2)));
        assertThatThrownBy(() -> HeadReplacement.replace(net.build(sliced), 3))
                .hasMessageStartingWith("the head of graph 'net' cannot take 3 classes: node 'sliced' (Reshape)");
        assertThatThrownBy(() -> HeadReplacement.replace(net.build(scores), 0))
                .hasMessage("a head needs at least one class, got 0");
    }

    @Test
    void replacesAuxiliaryHeadsToo() {
        Value main = net.linear("fc", net.flatten(pooled), 10);
        Value auxiliary = net.linear("aux", net.flatten(pooled), 10);
        Value embedding = net.linear("embedding", net.flatten(pooled), 7);
        Graph graph = HeadReplacement.replace(net.build(main, auxiliary, embedding), 3);
        assertThat(graph.outputs()).isEqualTo(List.of("logits", "aux", "embedding"));
        assertThat(graph.outputs())
                .map(name -> ShapeInference.shape(graph, name, 1).at(1))
                .containsExactly(3, 3, 7);
    }
}
