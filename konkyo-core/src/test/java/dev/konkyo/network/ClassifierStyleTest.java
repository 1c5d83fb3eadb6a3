package dev.konkyo.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.WeightedGraph;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierStyleTest {
    @ParameterizedTest
    @MethodSource("dev.konkyo.network.NetworkConformanceTest#networks")
    void everyNetworkTakesEveryStyleAndKeepsItsEvidenceLayer(Network network) {
        Graph graph = network.build(NetworkShape.of(1000, 96));
        EvidenceLayer evidence = EvidenceLayer.of(graph);
        // SqueezeNet's last maps are those of the old classes; the new head reads what they are made of.
        String layer = evidence.head() instanceof Head.ClassMaps ? "features.12" : evidence.value();
        Shape map = ShapeInference.shape(graph, layer, 1);
        Graph flat = checked(new ClassifierStyle.FlattenDropoutLinear(0.3f), graph, layer, map.elements());
        assertThat(EvidenceLayer.of(flat).head()).isInstanceOf(Head.FlattenedLinear.class);
        for (ClassifierStyle style : List.of(new ClassifierStyle.Linear(), new ClassifierStyle.DropoutLinear(0.5f))) {
            Graph pooled = checked(style, graph, layer, map.at(1));
            assertThat(EvidenceLayer.of(pooled).head()).isInstanceOf(Head.PooledLinear.class);
        }
        Graph own = new ClassifierStyle.Own().on(graph, 4);
        assertThat(own.outputs()).containsExactly("logits");
        assertThat(EvidenceLayer.of(own).head()).hasSameClassAs(evidence.head());
    }

    /** At 32 x 32 the last maps of most networks have one place, which is no evidence layer. */
    @ParameterizedTest
    @MethodSource("dev.konkyo.network.NetworkConformanceTest#networks")
    void smallPhotosCostNoLayer(Network network) {
        // Some see patches that are a pixel larger.
        int side = network.name().endsWith("33") ? 33 : 32;
        for (ClassifierStyle style :
                List.of(new ClassifierStyle.Linear(), new ClassifierStyle.Cosine(64, 0, CosineHead.Centres.LEARNT))) {
            Graph large = style.on(network.build(NetworkShape.of(1000, 96)), 4);
            Graph small = style.on(network.build(NetworkShape.of(1000, side)), 4);

            assertThat(small.parameters()).containsExactlyInAnyOrderEntriesOf(large.parameters());
        }
    }

    private static Graph checked(ClassifierStyle style, Graph graph, String layer, long features) {
        Graph styled = style.on(graph, 4);
        assertThat(styled.outputs()).containsExactly("logits");
        assertThat(ShapeInference.shape(styled, "logits", 3)).isEqualTo(Shape.of(3, 4));
        assertThat(EvidenceLayer.of(styled).value()).isEqualTo(layer);
        assertThat(HeadReplacement.parameters(styled)).containsExactly("head.weight", "head.bias");
        assertThat(weight(styled)).isEqualTo(Shape.of(4, (int) features));
        // A model with such a head may be continued with another one.
        assertThat(weight(new ClassifierStyle.Linear().on(styled, 5)).at(0)).isEqualTo(5);
        return styled;
    }

    private static Shape weight(Graph graph) {
        return Objects.requireNonNull(graph.parameters().get("head.weight")).shape();
    }

    @Test
    void theTrunkKeepsItsWeights() {
        Network network = SqueezeNet.version11();
        Graph graph = network.build(NetworkShape.of(10, 64));
        WeightedGraph old = new WeightedGraph(graph, network.initialization().weights(graph, new SplittableRandom(1)));
        WeightedGraph styled = new ClassifierStyle.DropoutLinear(0.5f).on(old, 3, new SplittableRandom(2));
        styled.graph().parameters().keySet().stream()
                .filter(name -> !name.startsWith("head."))
                .forEach(name -> assertThat(styled.weights().at(name))
                        .isSameAs(old.weights().at(name)));
        assertThat(styled.weights().at("head.bias").toFloats()).containsExactly(0, 0, 0);
        assertThat(new ClassifierStyle.DropoutLinear(0.5f)
                        .on(old, 3, new SplittableRandom(2))
                        .weights())
                .isEqualTo(styled.weights());
    }

    @Test
    void dropoutIsAShare() {
        assertThatThrownBy(() -> new ClassifierStyle.DropoutLinear(1))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("must lie in [0, 1), got 1.0");
    }
}
