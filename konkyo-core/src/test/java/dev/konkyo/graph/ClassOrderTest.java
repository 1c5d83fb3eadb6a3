package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
    @Test
    void rowsAndBiasMoveTogether() {
        GraphBuilder net = new GraphBuilder("rows");
        Value x = net.flatten(net.globalAveragePool(net.images("input", 2, 4, 4)));
        Graph graph = net.build(net.linear("fc", x, 3));
        WeightedGraph network = new WeightedGraph(
                graph,
                Weights.of(Map.of(
                        "fc.weight",
                        TensorData.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6),
                        "fc.bias",
                        TensorData.ofFloats(Shape.of(3), 7, 8, 9))));

        WeightedGraph moved = ClassOrder.of(network, List.of(2, 0, 1)).orElseThrow();

        assertThat(moved.graph()).isEqualTo(graph);
        assertThat(moved.weights().at("fc.weight").toFloats()).containsExactly(5, 6, 1, 2, 3, 4);
        assertThat(moved.weights().at("fc.bias").toFloats()).containsExactly(9, 7, 8);
        assertThat(ClassOrder.of(network, List.of(1, 0))).isEmpty();
    }

    @Test
    void columnsOfAProductMove() {
        GraphBuilder net = new GraphBuilder("columns");
        Value x = net.flatten(net.globalAveragePool(net.images("input", 2, 4, 4)));
        Value factors = net.parameter("factors", Parameter.trained(Shape.of(2, 3)));
        Graph graph = net.build(net.apply("logits", new LinearOp.MatMul(), x, factors));
        WeightedGraph network = new WeightedGraph(
                graph, Weights.of(Map.of("factors", TensorData.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6))));

        WeightedGraph moved = ClassOrder.of(network, List.of(2, 0, 1)).orElseThrow();

        assertThat(moved.weights().at("factors").toFloats()).containsExactly(3, 1, 2, 6, 4, 5);
    }
}
