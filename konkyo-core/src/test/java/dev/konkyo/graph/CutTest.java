package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {
    private final GraphBuilder net = new GraphBuilder("net");
    private final Value photo = net.images("input", 3, 8, 8);
    private final Value first = net.conv("first", photo, Convolution.of(4, 3));
    private final Value second = net.conv("second", first, Convolution.of(5, 3));
    private final Value scores = net.linear("fc", net.flatten(net.globalAveragePool(second)), 2);

    @Test
    void keepsTheTrunkOnly() {
        Graph trunk = Cut.upTo(net.build(scores), "first");
        assertThat(trunk.nodes()).extracting(Node::name).containsExactly("first");
        assertThat(trunk.parameters()).containsOnlyKeys("first.weight", "first.bias");
        assertThat(trunk.outputs()).containsExactly("first");
    }

    @Test
    void makesTheHeadAGraphOfItsOwn() {
        Graph head = Cut.from(net.build(first, scores), "second");
        assertThat(head.input())
                .isEqualTo(new GraphInput("second", ElementType.FLOAT32, List.of(GraphInput.FREE, 5, 4, 4)));
        assertThat(head.nodes()).hasSize(3);
        assertThat(head.parameters()).containsOnlyKeys("fc.weight", "fc.bias");
        assertThat(head.outputs()).containsExactly("fc");
        assertThat(ShapeInference.shape(head, "fc", 7)).isEqualTo(Shape.of(7, 2));
    }

    @Test
    void refusesAValueThatIsBypassed() {
        Value wide = net.conv("wide", photo, Convolution.of(4, 3));
        Graph graph = net.build(net.add(first, wide));
        assertThatThrownBy(() -> Cut.from(graph, "wide"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("also depend on 'input' past it");
    }

    @Test
    void refusesValuesThatAreNotThere() {
        Graph graph = net.build(scores);
        assertThatThrownBy(() -> Cut.from(graph, "third")).hasMessage("graph 'net' has no value 'third' to cut at");
        assertThatThrownBy(() -> Cut.upTo(graph, "third")).hasMessage("the graph's output 'third' is made by no node");
        assertThatThrownBy(() -> Cut.from(net.build(first), "second"))
                .hasMessage("none of the outputs [first] depends on 'second'");
    }

    @Test
    void turnsSizesThatWereComputedBeforeTheCutIntoConstants() {
        Value sizes = net.apply("sizes", new ShapeOp.Shape(0, Integer.MAX_VALUE), photo);
        Value height = net.apply("height", new LayoutOp.Gather(0), sizes, net.constant("two", TensorData.vector(2)));
        Value minus = net.constant("minus", TensorData.vector(-1));
        Value shape = net.apply("shape", new LayoutOp.Concat(0), minus, height);
        Value rows = net.apply("rows", new LayoutOp.Reshape(false), second, shape);
        Graph head = Cut.from(net.build(rows), "second");
        assertThat(head.constants().get("shape")).isEqualTo(TensorData.vector(-1, 8));
        assertThat(head.nodes()).extracting(Node::name).containsExactly("rows");
    }

    @Test
    void givesAnotherValueToo() {
        Graph graph = net.build(scores);
        assertThat(graph.withOutput("second").outputs()).containsExactly("fc", "second");
        assertThat(graph.withOutput("fc")).isSameAs(graph);
    }
}
