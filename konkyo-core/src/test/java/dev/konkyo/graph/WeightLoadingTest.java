package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeightLoadingTest {
    private static final Set<String> HEAD = Set.of("fc.weight", "fc.bias");

    private final Map<String, TensorData> file = new LinkedHashMap<>();
    private WeightedGraph initial = new WeightedGraph(new GraphBuilder("empty").build(), Weights.of(Map.of()));

    @BeforeEach
    void build() {
        GraphBuilder net = new GraphBuilder("net");
        Value x = net.conv("conv", net.images("input", 1, 4, 4), Convolution.of(1, 1));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 2));
        Map<String, TensorData> zeros = new LinkedHashMap<>();
        graph.parameters().forEach((name, p) -> zeros.put(name, TensorData.allocate(p.type(), p.shape())));
        initial = new WeightedGraph(graph, Weights.of(zeros));
        file.put("conv.weight", TensorData.ofFloats(Shape.of(1, 1, 1, 1), 7));
        file.put("conv.bias", TensorData.ofFloats(Shape.of(1), 8));
        file.put("fc.weight", TensorData.ofFloats(Shape.of(2, 1), 1, 2));
        file.put("fc.bias", TensorData.ofFloats(Shape.of(2), 3, 4));
    }

    private WeightLoading.Loaded load() {
        return WeightLoading.load(initial, Weights.of(file), HEAD);
    }

    @Test
    void putsEverythingInItsPlace() {
        file.put("bn.num_batches_tracked", TensorData.ofLongs(Shape.of(), 5));
        assertThat(load().report().complete()).isTrue();
        assertThat(load().network().weights().at("fc.weight").toFloats()).containsExactly(1, 2);
    }

    @Test
    void reportsWhatIsMissingUnexpectedOrOfOtherClasses() {
        file.remove("conv.bias");
        file.put("extra", TensorData.scalar(1));
        file.put("fc.weight", TensorData.ofFloats(Shape.of(3, 1), 1, 2, 3));
        WeightReport report = load().report();
        assertThat(report.loaded()).containsExactly("conv.weight", "fc.bias");
        assertThat(report.missing()).containsExactly("conv.bias");
        assertThat(report.unexpected()).containsExactly("extra");
        assertThat(report.wrongShape())
                .containsExactly(new WeightReport.WrongShape("fc.weight", Shape.of(2, 1), Shape.of(3, 1)));
        assertThat(report.complete()).isFalse();
        assertThat(report.summary())
                .isEqualTo("2 loaded, 1 missing [conv.bias], 1 unexpected [extra], 1 of another shape (new head)"
                        + " ['fc.weight': expected [2, 1], got [3, 1]]");
        assertThat(load().network().weights().at("fc.weight").toFloats()).containsExactly(0, 0);
    }

    @Test
    void refusesAWrongShapeOutsideTheHead() {
        file.put("conv.bias", TensorData.ofFloats(Shape.of(2), 1, 2));
        assertThatThrownBy(this::load)
                .isInstanceOf(GraphException.class)
                .hasMessage("weights 'conv.bias': expected [1], got [2]; are they for another network than 'net'?");
    }

    @Test
    void refusesWeightsOfWhichNoneFits() {
        Weights other = Weights.of(Map.of("layer1.weight", TensorData.scalar(1)));
        assertThatThrownBy(() -> WeightLoading.load(initial, other, HEAD))
                .hasMessage(
                        "none of the 1 tensors fits network 'net': expected names like 'conv.weight', got [layer1.weight]");
    }

    @Test
    void widensHalfPrecisionAndRefusesIntegers() {
        TensorData half = TensorData.allocate(ElementType.FLOAT16, Shape.of(1));
        half.buffer().putShort(Float.floatToFloat16(1.5f));
        file.put("conv.bias", half);
        assertThat(load().network().weights().at("conv.bias")).isEqualTo(TensorData.ofFloats(Shape.of(1), 1.5f));
        file.put("conv.bias", TensorData.vector(1));
        assertThatThrownBy(this::load).hasMessage("weights 'conv.bias' of network 'net': expected FLOAT32, got INT64");
    }
}
