package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import org.junit.jupiter.api.Test;

class AdaptiveAveragePoolTest {
    private static Graph pooled(int height, int width, int places) {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 1, height, width);
        return net.build(new AdaptiveAveragePool("pool", places).apply(net, x));
    }

    /** PyTorch divides 5 into 3 as [0, 2), [1, 4), [3, 5). */
    @Test
    void overlapsWindowsWhereTheyDoNotDivide() {
        Graph graph = pooled(5, 2, 3);
        float third = 1f / 3;
        assertThat(graph.constants().get("pool.rows"))
                .isEqualTo(TensorData.ofFloats(
                        Shape.of(3, 5), 0.5f, 0.5f, 0, 0, 0, 0, third, third, third, 0, 0, 0, 0, 0.5f, 0.5f));
        // 2 into 3: [0, 1), [0, 2), [1, 2).
        assertThat(graph.constants().get("pool.columns"))
                .isEqualTo(TensorData.ofFloats(Shape.of(2, 3), 1, 0.5f, 0, 0, 0.5f, 1));
        assertThat(graph.nodes()).allMatch(node -> node.op() instanceof LinearOp.MatMul);
    }

    @Test
    void isAnOrdinaryPoolWhereTheyDo() {
        assertThat(pooled(14, 14, 7).nodes())
                .singleElement()
                .matches(node -> node.op() instanceof PoolingOp.AveragePool);
        assertThat(pooled(7, 7, 7).nodes()).isEmpty();
    }
}
