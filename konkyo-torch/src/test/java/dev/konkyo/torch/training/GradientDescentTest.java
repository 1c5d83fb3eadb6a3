package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchNetwork;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GradientDescentTest {
    /** y = w x + b at x = 3 has the gradients 3 and 1; times 4 they are 12 and 4, of norm 4 sqrt(10) = 12.649. */
    @ParameterizedTest
    @CsvSource({"100, 12, 4", "12.65, 12, 4", "3.1622776601683795, 3, 1", "1, 0.9486832980505138, 0.31622776601683794"})
    void aLongGradientIsShortenedToTheNorm(double longest, double weight, double bias) {
        GraphBuilder net = new GraphBuilder("line");
        Graph graph = net.build(net.linear("fc", net.flatten(net.images("input", 1, 1, 1)), 1));
        Weights weights = Weights.of(Map.of(
                "fc.weight", TensorData.ofFloats(Shape.of(1, 1), 1), "fc.bias", TensorData.ofFloats(Shape.of(1), 1)));
        try (TensorScope _ = new TensorScope();
                TorchNetwork network = new TorchNetwork(new WeightedGraph(graph, weights));
                GradientDescent descent = new GradientDescent(new Optimization.Sgd(1, 0.5, 0), network, _ -> 1)) {
            Tensor x = Tensors.copyOf(TensorData.ofFloats(Shape.of(1, 1, 1, 1), 3));
            network.forward(x, Mode.TRAINING).sum().mul(new Scalar(4.0)).backward();

            assertThat(descent.clip(longest)).isCloseTo(4 * Math.sqrt(10), within(1e-5));
            assertThat(gradient(network, "fc.weight")).isCloseTo((float) weight, within(1e-5f));
            assertThat(gradient(network, "fc.bias")).isCloseTo((float) bias, within(1e-5f));
        }
    }

    private static float gradient(TorchNetwork network, String name) {
        Tensor tensor = network.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tensor();
        return Tensors.data(new Tensor(tensor.grad())).toFloats()[0];
    }
}
