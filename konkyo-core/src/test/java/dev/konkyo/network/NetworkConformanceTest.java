package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.BatchNormFolding;
import dev.konkyo.graph.Cost;
import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.ReceptiveField;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every listed network. */
class NetworkConformanceTest {
    static Stream<Network> networks() {
        return Networks.all().stream();
    }

    /** Those whose weights are quickly drawn. */
    static Stream<Network> smallNetworks() {
        return networks()
                .filter(network ->
                        network instanceof SqueezeNet || network.name().contains("0.5"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesLogitsForAnyClassesAndSizes(Network network) {
        assertThat(Networks.named(network.name())).isSameAs(network);
        for (NetworkShape shape : List.of(
                NetworkShape.of(1000, network.inputSize()),
                NetworkShape.of(2, 96),
                new NetworkShape(3, 97, 131, PaddingStyle.SYMMETRIC))) {
            Graph graph = network.build(shape);
            assertThat(graph.name()).isEqualTo(network.name());
            assertThat(graph.input().name()).isEqualTo("input");
            assertThat(graph.outputs().getFirst()).isEqualTo("logits");
            for (String output : graph.outputs()) {
                assertThat(ShapeInference.shape(graph, output, 5)).isEqualTo(Shape.of(5, shape.classes()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void keepsItsParametersInEveryPadding(Network network) {
        Graph symmetric = network.build(NetworkShape.of(10, 96));
        for (PaddingStyle style : network.paddings()) {
            Graph graph = network.build(NetworkShape.of(10, 96).padding(style));
            assertThat(graph.parameters()).isEqualTo(symmetric.parameters());
            assertThat(EvidenceLayer.of(graph).shape())
                    .isEqualTo(EvidenceLayer.of(symmetric).shape());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hasAnEvidenceLayerThatCutsItInTwo(Network network) {
        Graph graph = network.build(NetworkShape.of(7, 96));
        EvidenceLayer evidence = EvidenceLayer.of(graph);
        Graph trunk = Cut.upTo(graph, evidence.value());
        Graph head = Cut.from(graph.withOutputs(List.of("logits")), evidence.value());
        assertThat(ShapeInference.shape(trunk, evidence.value(), 1)).isEqualTo(evidence.shape());
        assertThat(ShapeInference.shape(head, "logits", 3)).isEqualTo(Shape.of(3, 7));
        assertThat(trunk.nodes().size() + head.nodes().size())
                .isEqualTo(Cut.upTo(graph, "logits").nodes().size());
        assertThat(head.parameters().keySet())
                .doesNotContainAnyElementsOf(trunk.parameters().keySet());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void foldsAllItsNormalisations(Network network) {
        Graph graph = network.build(NetworkShape.of(2, 96));
        // The head has none, and VGG's is very large.
        Graph trunk = Cut.upTo(graph, EvidenceLayer.of(graph).value());
        Map<String, TensorData> zeros = new HashMap<>();
        trunk.parameters()
                .forEach(
                        (name, parameter) -> zeros.put(name, TensorData.allocate(parameter.type(), parameter.shape())));
        WeightedGraph folded = BatchNormFolding.fold(new WeightedGraph(trunk, Weights.of(zeros)));
        assertThat(folded.graph().nodes()).noneMatch(node -> node.op() instanceof NormalizationOp.BatchNormalization);
        assertThat(Cost.of(folded.graph()).totalMultiplyAdds())
                .isEqualTo(Cost.of(trunk).totalMultiplyAdds());
        assertThat(folded.weights().names())
                .isEqualTo(folded.graph().parameters().keySet());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesAnotherHead(Network network) {
        Graph old = network.build(NetworkShape.of(1000, 96));
        Graph replaced = HeadReplacement.replace(old, 4);
        assertThat(replaced.parameters())
                .isEqualTo(network.build(NetworkShape.of(4, 96)).parameters());
        assertThat(replaced.outputs()).isEqualTo(old.outputs());
    }

    @Test
    void refusesPhotosThatAreTooSmall() {
        assertThatThrownBy(() -> NetworkShape.of(2, 0))
                .hasMessage("a network needs photos of at least 1 pixel, got 0 x 0");
        assertThatThrownBy(() -> SqueezeNet.version10().build(NetworkShape.of(2, 8)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("is the photo smaller than the network needs?");
    }

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_0, 0.82",
        "squeezenet1_1, 0.35",
        "googlenet, 1.50",
        "vgg16, 15.47",
        "resnet18, 1.81",
        "resnet34, 3.66",
        "resnet50, 4.09",
        "mobilenet_v1, 0.57",
        "mobilenet_v2, 0.30",
        "mobilenet_v3_large, 0.217",
        "mobilenet_v3_small, 0.057",
    })
    void costsAsPublished(String name, double billions) {
        Graph graph = Networks.named(name).build(NetworkShape.of(1000, 224));
        assertThat(Cost.of(graph).totalMultiplyAdds() / 1e9).isCloseTo(billions, within(0.02 * billions));
    }

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_0, 1000, 13, ClassMaps, classifier.2",
        "squeezenet1_1, 1000, 13, ClassMaps, classifier.2",
        "googlenet, 1024, 7, PooledLinear, inception5b",
        "googlenet_aux, 1024, 7, PooledLinear, inception5b",
        "vgg16, 512, 14, Other, features.29",
        "vgg16_bn, 512, 14, Other, features.42",
        "resnet18, 512, 7, PooledLinear, layer4.1",
        "resnet50, 2048, 7, PooledLinear, layer4.2",
        "mobilenet_v1, 1024, 7, PooledLinear, blocks.12.pointwise",
        "mobilenet_v2, 1280, 7, PooledLinear, features.18",
        "mobilenet_v3_large, 960, 7, Other, features.16",
        "mobilenet_v3_small, 576, 7, Other, features.12",
    })
    void hasItsEvidenceWhereThePapersShowIt(String name, int channels, int size, String head, String layer) {
        EvidenceLayer evidence = EvidenceLayer.of(Networks.named(name).build(NetworkShape.of(1000, 224)));
        assertThat(evidence.shape()).isEqualTo(Shape.of(1, channels, size, size));
        assertThat(evidence.head().getClass().getSimpleName()).isEqualTo(head);
        assertThat(evidence.value()).isEqualTo(layer);
        if (evidence.head() instanceof Head.PooledLinear pooled) {
            assertThat(pooled.linear().output()).isEqualTo("logits");
        }
    }

    /** At 224 pixels both paddings give 112, 56, 28, 14 and 7 places; SAME puts its one row and column at the end. */
    @ParameterizedTest
    @CsvSource({"mobilenet_v1, stem.0", "mobilenet_v2, features.0.0", "mobilenet_v3_large, features.0.0"})
    void padsAsTensorFlow(String name, String first) {
        Graph graph = Networks.named(name).build(NetworkShape.of(2, 224).padding(PaddingStyle.SAME));
        assertThat(ShapeInference.shape(graph, first, 1).at(2)).isEqualTo(112);
        assertThat(ReceptiveField.of(graph, first).vertical().offset()).isEqualTo(1.5);
        assertThat(EvidenceLayer.of(graph).shape().at(3)).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("smallNetworks")
    void startsFromTheSameWeightsForTheSameSeed(Network network) {
        Graph graph = network.build(NetworkShape.of(2, 96));
        Initialization initialization = network.initialization();
        assertThat(initialization.weights(graph, new SplittableRandom(3)))
                .isEqualTo(initialization.weights(graph, new SplittableRandom(3)));
    }
}
