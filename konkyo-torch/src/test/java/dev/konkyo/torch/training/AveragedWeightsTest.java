package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** A network of one normalised linear unit, whose numbers fit on paper. */
final class AveragedWeightsTest {
    @Test
    void beginsAsTheMeanAndForgetsExponentially() {
        try (TorchNetwork network = network(5);
                AveragedWeights average = new AveragedWeights(network, 0.6)) {
            // Kept shares: min(0.6, 0), min(0.6, 1/2), min(0.6, 2/3): first 1, then (1 + 2) / 2, then 0.6 x 1.5 + 0.4 x
            // 4.
            assertThat(after(network, average, 1)).isEqualTo(1f);
            assertThat(after(network, average, 2)).isCloseTo(1.5f, within(1e-6f));
            assertThat(after(network, average, 4)).isCloseTo(2.5f, within(1e-6f));
        }
    }

    @Test
    void isAppliedOnlyMeanwhileAndLeavesStatisticsAlone() {
        try (TorchNetwork network = network(0);
                AveragedWeights average = new AveragedWeights(network, 0.9)) {
            after(network, average, 1);
            after(network, average, 3);
            set(network, "norm.running_mean", 7);

            Weights applied = average.applied(network::weights);

            assertThat(applied.at("fc.weight").toFloats()[0]).isEqualTo(2f);
            assertThat(applied.at("norm.running_mean").toFloats()[0]).isEqualTo(7f);
            assertThat(network.weights().at("fc.weight").toFloats()[0]).isEqualTo(3f);
            assertThat(average.weights().at("fc.weight").toFloats()[0]).isEqualTo(2f);
        }
    }

    @Test
    void goesOnFromWhatWasSaved() {
        try (TorchNetwork network = network(0);
                AveragedWeights whole = new AveragedWeights(network, 0.9)) {
            after(network, whole, 1);
            after(network, whole, 3);
            try (AveragedWeights resumed = new AveragedWeights(network, 0.9)) {
                resumed.load(whole.weights(), whole.steps());
                after(network, whole, 8);
                resumed.update();
                assertThat(resumed.weights()).isEqualTo(whole.weights());
                assertThat(resumed.steps()).isEqualTo(3);
            }
        }
    }

    @Test
    void withoutADecayNothingIsAveraged() {
        try (TorchNetwork network = network(5);
                AveragedWeights average = new AveragedWeights(network, 0)) {
            average.update();
            assertThat(average.steps()).isZero();
            assertThat(average.applied(network::weights).at("fc.weight").toFloats()[0])
                    .isEqualTo(5f);
        }
    }

    private static float after(TorchNetwork network, AveragedWeights average, double value) {
        set(network, "fc.weight", value);
        average.update();
        return average.weights().at("fc.weight").toFloats()[0];
    }

    private static void set(TorchNetwork network, String name, double value) {
        TorchParameter parameter = network.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (TensorScope _ = new TensorScope()) {
            Tensor tensor = parameter.tensor();
            TorchEngine.noGrad(() -> tensor.fill_(new Scalar(value)));
        }
    }

    private static TorchNetwork network(float weight) {
        GraphBuilder net = new GraphBuilder("tiny");
        var pooled = net.flatten(net.globalAveragePool(net.batchNorm("norm", net.images("input", 1, 2, 2))));
        Graph graph = net.build(net.linear("fc", pooled, 1));
        Map<String, TensorData> weights = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] values = new float[(int) parameter.shape().elements()];
            Arrays.fill(values, name.equals("fc.weight") ? weight : 1);
            weights.put(name, TensorData.ofFloats(parameter.shape(), values));
        });
        return new TorchNetwork(new WeightedGraph(graph, Weights.of(weights)));
    }
}
