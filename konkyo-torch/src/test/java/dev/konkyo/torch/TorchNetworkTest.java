package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchNetworkTest {
    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    /** y = 2 x + 1 per pixel, batch normalisation, mean, linear. */
    private static Graph small() {
        GraphBuilder net = new GraphBuilder("small");
        Value x = net.images("x", 1, 2, 2);
        Value y = net.conv("conv", x, Convolution.of(1, 1));
        y = net.batchNorm("bn", y);
        y = net.relu(y);
        y = net.flatten(net.globalAveragePool(y));
        y = net.dropout(y, 0.5f);
        return net.build(net.linear("fc", y, 2));
    }

    private static WeightedGraph weighted() {
        return new WeightedGraph(
                small(),
                Weights.of(Map.of(
                        "conv.weight", TensorData.ofFloats(Shape.of(1, 1, 1, 1), 2),
                        "conv.bias", TensorData.ofFloats(Shape.of(1), 1),
                        "bn.weight", TensorData.ofFloats(Shape.of(1), 1),
                        "bn.bias", TensorData.ofFloats(Shape.of(1), 0),
                        "bn.running_mean", TensorData.ofFloats(Shape.of(1), 1),
                        "bn.running_var", TensorData.ofFloats(Shape.of(1), 4),
                        "fc.weight", TensorData.ofFloats(Shape.of(2, 1), 3, -1),
                        "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 5))));
    }

    private static final TensorData PHOTO = TensorData.ofFloats(Shape.of(1, 1, 2, 2), 1, 2, 3, -4);

    @Test
    void evaluationUsesRunningStatisticsAndDropsNothing() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            Tensor logits = network.forward(Tensors.copyOf(PHOTO), Mode.EVALUATION);
            // conv: 3 5 7 -7; normalised: 1 2 3 -4 (up to epsilon); relu: 1 2 3 0; mean 1.5
            assertThat(Tensors.data(logits).toFloats()).containsExactly(new float[] {4.5f, 3.5f}, within(1e-4f));
        }
    }

    @Test
    void trainingUsesTheBatchAndMovesTheRunningStatistics() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            network.forward(Tensors.copyOf(PHOTO), Mode.TRAINING);
            Weights after = network.weights();
            // The batch's mean is 2 and its unbiased variance 116 / 3; a tenth of each enters.
            assertThat(after.at("bn.running_mean").toFloats()[0]).isCloseTo(0.9f * 1 + 0.1f * 2, within(1e-5f));
            assertThat(after.at("bn.running_var").toFloats()[0]).isCloseTo(0.9f * 4 + 0.1f * 116 / 3, within(1e-4f));
        }
    }

    @Test
    void frozenStatisticsStay() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            network.forward(Tensors.copyOf(PHOTO), Mode.TRAINING_FROZEN_STATISTICS);
            assertThat(network.weights()).isEqualTo(weighted().weights());
        }
    }

    @Test
    void dropoutDropsOnlyInTraining() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            TorchEngine.seed(1);
            Set<Float> seen = new java.util.HashSet<>();
            for (int i = 0; i < 50; i++) {
                Tensor logits = network.forward(Tensors.copyOf(PHOTO), Mode.TRAINING_FROZEN_STATISTICS);
                seen.add((float) Math.round(Tensors.data(logits).toFloats()[0]));
            }
            assertThat(seen).containsExactlyInAnyOrder(0f, 9f);
        }
    }

    @Test
    void gradientsReachParametersThatAreNotFrozen() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            network.train(name -> name.startsWith("fc"));
            network.forward(Tensors.copyOf(PHOTO), Mode.EVALUATION).sum().backward();
            for (TorchParameter parameter : network.parameters()) {
                boolean has = parameter.tensor().grad().defined();
                assertThat(has).as(parameter.name()).isEqualTo(parameter.name().startsWith("fc"));
            }
            Tensor weight = network.parameters().stream()
                    .filter(parameter -> parameter.name().equals("fc.weight"))
                    .findFirst()
                    .orElseThrow()
                    .tensor();
            assertThat(Tensors.data(weight.grad()).toFloats()).containsExactly(new float[] {1.5f, 1.5f}, within(1e-4f));
        }
    }

    @Test
    void loadedWeightsComeBack() {
        WeightedGraph other = RandomWeights.of(small(), 3);
        try (TorchNetwork network = new TorchNetwork(weighted())) {
            network.load(other.weights());
            assertThat(network.weights()).isEqualTo(other.weights());
            assertThat(network.parameters())
                    .filteredOn(parameter -> parameter.role() == Parameter.Role.TRAINED)
                    .allMatch(parameter -> parameter.tensor().requires_grad());
        }
    }

    @Test
    void wrongShapesAreRefusedBeforeTheEngineSeesThem() {
        try (TorchNetwork network = new TorchNetwork(weighted());
                TensorScope _ = new TensorScope()) {
            Tensor large = Tensors.copyOf(TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 1, 3, 3)));
            assertThatThrownBy(() -> network.forward(large, Mode.EVALUATION))
                    .isInstanceOf(TorchException.class)
                    .hasMessage("input 'x': expected FLOAT32 [-1, 1, 2, 2] (-1 is any size), got FLOAT32 [1, 1, 3, 3]");
            Tensor doubles = Tensors.copyOf(TensorData.allocate(ElementType.FLOAT64, Shape.of(1, 1, 2, 2)));
            assertThatThrownBy(() -> network.forward(doubles, Mode.EVALUATION)).hasMessageContaining("got FLOAT64");
            Tensor photo = Tensors.copyOf(PHOTO);
            assertThatThrownBy(() -> network.forward(Map.of("x", photo), Mode.EVALUATION, Set.of("nothing")))
                    .hasMessageContaining("the graph has no value 'nothing'");
        }
    }

    @Test
    void anActivationsGradientIsThatOfTheHeadAlone() {
        try (TorchNetwork network = new TorchNetwork(RandomWeights.of(small(), 1));
                TensorScope _ = new TensorScope()) {
            TensorData photos =
                    RandomWeights.normal(ElementType.FLOAT32, Shape.of(3, 1, 2, 2), 0, 1, new SplittableRandom(1));
            String output = small().outputs().getFirst();
            Map<String, Tensor> values =
                    network.forwardFrom("bn", Map.of("x", Tensors.view(photos)), Mode.EVALUATION, Set.of(output));
            Tensor bn = TorchNetwork.value(values, "bn");
            assertThat(bn.is_leaf()).isTrue();
            TorchNetwork.value(values, output).sum().backward();
            assertThat(Tensors.shape(bn.grad())).isEqualTo(Shape.of(3, 1, 2, 2));
            assertThat(network.parameters().getFirst().tensor().grad().defined())
                    .isFalse();
        }
    }
}
