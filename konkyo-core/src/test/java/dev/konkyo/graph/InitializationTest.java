package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Initialization.Distribution;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private static double deviation(TensorData tensor) {
        float[] values = tensor.toFloats();
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * values[i])
                .average()
                .orElseThrow());
    }

    /** 64 outputs and 32 inputs of 3x3: fan out 576, fan in 288. */
    @Test
    void hasThePapersVariances() {
        Shape shape = Shape.of(64, 32, 3, 3);
        var random = new SplittableRandom(1);
        assertThat(deviation(new Distribution.KaimingNormal().draw(shape, random)))
                .isCloseTo(Math.sqrt(2 / 576.0), within(1e-3));
        assertThat(deviation(new Distribution.KaimingUniform().draw(shape, random)))
                .isCloseTo(Math.sqrt(2 / 288.0), within(1e-3));
        assertThat(deviation(new Distribution.Normal(0.01).draw(shape, random))).isCloseTo(0.01, within(2e-4));
    }

    @Test
    void beginsNormalisationAsTheIdentityAndRepeatsItself() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.batchNorm("bn", net.conv("conv", net.images("input", 3, 8, 8), Convolution.of(64, 3)));
        Graph graph = net.build(net.flatten(net.globalAveragePool(net.conv("last", x, Convolution.of(50, 1)))));
        Weights weights = Initialization.KAIMING.weights(graph, new SplittableRandom(7));
        assertThat(weights.names()).isEqualTo(graph.parameters().keySet());
        assertThat(weights.at("bn.weight").toFloats()).containsOnly(1);
        assertThat(weights.at("bn.running_var").toFloats()).containsOnly(1);
        assertThat(weights.at("bn.running_mean").toFloats()).containsOnly(0);
        assertThat(weights.at("conv.bias").toFloats()).containsOnly(0);
        assertThat(deviation(weights.at("last.weight"))).isCloseTo(0.01, within(1e-3));
        assertThat(Initialization.KAIMING.weights(graph, new SplittableRandom(7)))
                .isEqualTo(weights);
        assertThat(Initialization.KAIMING.weights(graph, new SplittableRandom(8)))
                .isNotEqualTo(weights);
    }
}
