package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamingTest {
    /** Tensors of these shapes; those of VGG's large layers would take half a gigabyte as floats, so they are bytes. */
    private static Weights weights(Map<String, Shape> shapes) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, TensorData.allocate(ElementType.INT8, shape)));
        return Weights.of(tensors);
    }

    private static Map<String, Shape> own(Network network) {
        return network.build(NetworkShape.of(1000, network.inputSize())).parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().shape(), (a, _) -> a, LinkedHashMap::new));
    }

    static Stream<Arguments> timm() {
        return Stream.of(
                Arguments.of("mobilenet_v1", TimmNames.mobileNetV1(1)),
                Arguments.of("mobilenet_v1_0.5", TimmNames.mobileNetV1(0.5)),
                Arguments.of("mobilenet_v2", TimmNames.mobileNetV2(1)),
                Arguments.of("mobilenet_v2_0.5", TimmNames.mobileNetV2(0.5)),
                Arguments.of("mobilenet_v3_large", TimmNames.mobileNetV3Large()),
                Arguments.of("mobilenet_v3_small", TimmNames.mobileNetV3Small()),
                Arguments.of("mobilenet_v3_large_minimalistic", TimmNames.mobileNetV3LargeMinimalistic()),
                Arguments.of("mobilenet_v3_small_minimalistic", TimmNames.mobileNetV3SmallMinimalistic()),
                Arguments.of("vgg16", TimmNames.vgg16(false)),
                Arguments.of("vgg16_bn", TimmNames.vgg16(true)));
    }

    @ParameterizedTest
    @MethodSource("timm")
    void everyNameOfTimmMeansOneParameterInItsShape(String name, Map<String, Shape> published) {
        Network network = Networks.named(name);
        Weights file = weights(published);
        WeightsMatch match = WeightsMatch.best(file);
        assertThat(match.network()).isEqualTo(network);
        assertThat(match.naming().source()).isEqualTo("timm");
        assertThat(match.summary()).doesNotContain("missing", "shape");
        Graph graph = network.build(NetworkShape.of(1000, network.inputSize()));
        Map<String, Shape> renamed = match.naming().renamed(graph, file).asMap().entrySet().stream()
                .filter(tensor -> !tensor.getKey().endsWith("num_batches_tracked"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, tensor -> tensor.getValue().shape()));
        assertThat(renamed).isEqualTo(own(network));
    }

    /** SqueezeNet and GoogLeNet are not in timm; its ResNets have torchvision's names. */
    @ParameterizedTest
    @MethodSource("dev.konkyo.network.NetworkConformanceTest#networks")
    void aNetworksOwnNamesAreRecognised(Network network) {
        Map<String, Shape> shapes = own(network);
        WeightsMatch match = WeightsMatch.best(weights(shapes));
        assertThat(match.whole()).isTrue();
        assertThat(match.naming()).isEqualTo(Naming.TORCHVISION);
        assertThat(match.unused()).isZero();
        assertThat(own(match.network())).isEqualTo(shapes);
        Map<String, Shape> wrapped = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> wrapped.put("module." + name, shape));
        assertThat(WeightsMatch.best(network, weights(wrapped)).whole()).isTrue();
    }

    @Test
    void valuesStayWithTheirNames() {
        Map<String, TensorData> file = new LinkedHashMap<>();
        TimmNames.mobileNetV3Small().forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            values[0] = name.hashCode();
            file.put(name, TensorData.ofFloats(shape, values));
        });
        Network small = MobileNetV3.small();
        Weights renamed = WeightsMatch.best(Weights.of(file))
                .naming()
                .renamed(small.build(NetworkShape.of(1000, 224)), Weights.of(file));
        Map.of(
                        "features.1.block.1.fc1.weight", "blocks.0.0.se.conv_reduce.weight",
                        "features.1.block.2.1.running_var", "blocks.0.0.bn2.running_var",
                        "features.4.block.2.fc2.bias", "blocks.2.0.se.conv_expand.bias",
                        "features.3.block.2.0.weight", "blocks.1.1.conv_pwl.weight",
                        "features.12.1.bias", "blocks.5.0.bn1.bias",
                        "classifier.0.weight", "conv_head.weight")
                .forEach((ours, theirs) ->
                        assertThat(renamed.at(ours).toFloats()[0]).isEqualTo((float) theirs.hashCode()));
    }

    @Test
    void theNearestNetworkIsNamedWithWhatIsWrong() {
        Map<String, Shape> shapes = own(ResNet.resNet18());
        shapes.remove("layer4.1.bn2.weight");
        shapes.put("conv1.weight", Shape.of(64, 1, 7, 7));
        WeightsMatch match = WeightsMatch.best(weights(shapes));
        assertThat(match.whole()).isFalse();
        assertThat(match.summary())
                .isEqualTo("resnet18 (names of torchvision): 98 of 100 parameters fit, missing layer4.1.bn2.weight,"
                        + " of another shape 'conv1.weight': expected [64, 3, 7, 7], got [64, 1, 7, 7]");
    }

    @Test
    void anotherEpsilonIsPartOfTheNaming() {
        Naming timm = Namings.all().get(3);
        Graph graph = MobileNetV3.small().build(NetworkShape.of(10, 96));
        assertThat(epsilons(graph)).containsOnly(1e-3f);
        assertThat(epsilons(timm.adapted(graph, PaddingStyle.SYMMETRIC))).containsOnly(1e-5f);
        assertThat(epsilons(timm.adapted(graph, PaddingStyle.SAME))).containsOnly(1e-3f);
        assertThat(Naming.TORCHVISION.adapted(graph, PaddingStyle.SYMMETRIC)).isSameAs(graph);
    }

    private static Stream<Float> epsilons(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof BatchNormalization)
                .map(node -> ((BatchNormalization) node.op()).epsilon());
    }
}
