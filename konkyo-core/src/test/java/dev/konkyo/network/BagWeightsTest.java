package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of patches begin with the weights of the networks that they are made from. */
class BagWeightsTest {
    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1, bag_squeezenet33, features.0.weight, features.4.expand3x3.weight",
        "mobilenet_v2, bag_mobilenet_v2_31, features.2.conv.1.0.weight, features.3.conv.1.0.weight",
    })
    void kernelsThatBecomeOneNumberAreAddedUp(String whole, String bag, String kept, String added) {
        Network network = Networks.named(bag);
        Graph old = Networks.named(whole).build(NetworkShape.of(1000, 96));
        Weights file = Networks.named(whole).initialization().weights(old, new SplittableRandom(4));
        assertThat(WeightsMatch.best(file).network().name()).isEqualTo(whole);
        WeightsMatch match = WeightsMatch.best(network, file);
        assertThat(match.summary()).doesNotContain("missing", "shape");
        assertThat(match.unused()).isZero();

        Graph graph = network.build(NetworkShape.of(2, 96));
        Weights fitted = network.fitted(graph, match.naming().renamed(graph, file));
        assertThat(fitted.at(kept)).isEqualTo(file.at(kept));
        float[] nine = file.at(added).toFloats();
        float[] one = fitted.at(added).toFloats();
        assertThat(fitted.at(added).shape())
                .isEqualTo(Objects.requireNonNull(graph.parameters().get(added)).shape());
        for (int i = 0; i < one.length; i += 37) {
            double sum = 0;
            for (int tap = 0; tap < 9; tap++) {
                sum += nine[9 * i + tap];
            }
            assertThat((double) one[i]).isCloseTo(sum, within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({"bagnet33, bagnet17", "resnet50, bagnet33"})
    void otherNetworksTakeTheirOwnKernelsOnly(String given, String asked) {
        Map<String, TensorData> tensors = new HashMap<>();
        Networks.named(given)
                .build(NetworkShape.of(10, 96))
                .parameters()
                .forEach((name, parameter) ->
                        tensors.put(name, TensorData.allocate(parameter.type(), parameter.shape())));
        assertThat(WeightsMatch.best(Networks.named(asked), Weights.of(tensors)).whole())
                .isFalse();
    }
}
