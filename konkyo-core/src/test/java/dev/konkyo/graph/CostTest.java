package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void countsOneForEachProduct() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.images("input", 4, 8, 8);
        x = net.relu(
                net.batchNorm("bn", net.conv("dense", x, Convolution.of(6, 3).padding(1))));
        x = net.conv("grouped", x, Convolution.of(6, 3).stride(2).padding(1).groups(3));
        Graph graph = net.build(net.linear("fc", net.flatten(x), 5));
        Cost cost = Cost.of(graph);
        // 8 * 8 places, 6 channels from 4 * 9; 4 * 4 places, 6 channels from 2 * 9; 96 features to 5 classes.
        assertThat(cost.multiplyAdds())
                .isEqualTo(Map.of("dense", 64L * 6 * 36, "grouped", 16L * 6 * 18, "fc", 96L * 5));
        assertThat(cost.totalMultiplyAdds()).isEqualTo(13824 + 1728 + 480);
        // weights and biases; the normalisation has a scale and a shift, its statistics do not count.
        assertThat(cost.parameters()).isEqualTo(216 + 6 + 12 + 108 + 6 + 480 + 5);
    }

    @Test
    void growsWithThePhoto() {
        GraphBuilder net = new GraphBuilder("net");
        Graph graph = net.build(net.conv("conv", net.images("input", 1, 4, 4), Convolution.of(2, 1)));
        var values = ShapeInference.infer(graph, Map.of("input", Shape.of(1, 1, 8, 6)));
        assertThat(Cost.of(graph, values).totalMultiplyAdds()).isEqualTo(8 * 6 * 2);
    }
}
