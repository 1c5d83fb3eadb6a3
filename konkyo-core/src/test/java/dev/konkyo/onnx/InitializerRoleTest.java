package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Parameter.Role;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializerRoleTest {
    private static TensorData zeros(int... sizes) {
        Shape shape = Shape.of(sizes);
        return TensorData.ofFloats(shape, new float[(int) shape.elements()]);
    }

    private static Role role(OnnxModel model, String name) {
        return Objects.requireNonNull(model.graph().parameters().get(name), name)
                .role();
    }

    private static FileSample conv() {
        return new FileSample(17)
                .images("x", -1, 3, 8, 8)
                .tensor("mean", zeros(1, 3, 1, 1))
                .tensor("w", zeros(4, 3, 1, 1))
                .node("Sub", List.of("x", "mean"), List.of("centred"))
                .node("Conv", List.of("centred", "w"), List.of("c"));
    }

    @Test
    void weightsAreLearntAndNumbersAreNot() {
        OnnxModel model = conv().tensor("bias", zeros(4, 1, 1))
                .tensor("half", TensorData.scalar(0.5f))
                .tensor("shape", TensorData.vector(0, -1))
                .tensor("head", zeros(256, 5))
                .tensor("shift", zeros(5))
                .node("Add", List.of("c", "bias"), List.of("a"))
                .node("Mul", List.of("a", "half"), List.of("m"))
                .node("Reshape", List.of("m", "shape"), List.of("r"))
                .node("MatMul", List.of("r", "head"), List.of("h"))
                .node("Add", List.of("shift", "h"), List.of("y"))
                .output("y")
                .read();
        assertThat(model.graph().parameters().keySet()).containsExactlyInAnyOrder("w", "bias", "head", "shift");
        assertThat(model.graph().parameters().values())
                .extracting(Parameter::role)
                .containsOnly(Role.TRAINED);
        assertThat(model.graph().constants()).containsOnlyKeys("mean", "half", "shape");
        assertThat(model.weights().names()).isEqualTo(model.graph().parameters().keySet());
    }

    @Test
    void runningStatisticsAreBuffersOfTheirOwn() {
        FileSample sample = conv().tensor("ones", zeros(4)).tensor("zeros", zeros(4));
        IntStream.range(0, 2)
                .forEach(i -> sample.node(
                        "BatchNormalization",
                        List.of(i == 0 ? "c" : "b0", "ones", "zeros", "zeros", "ones"),
                        List.of("b" + i)));
        OnnxModel model = sample.output("b1").read();

        List<String> first = model.graph().nodes().get(2).inputs();
        List<String> second = model.graph().nodes().get(3).inputs();
        assertThat(first.subList(1, 3)).containsExactly("ones", "zeros");
        assertThat(role(model, "ones")).isEqualTo(Role.TRAINED);
        for (List<String> inputs : List.of(first, second)) {
            assertThat(role(model, inputs.get(3))).isEqualTo(Role.BUFFER);
            assertThat(role(model, inputs.get(4))).isEqualTo(Role.BUFFER);
        }
        assertThat(first.subList(3, 5)).doesNotContainAnyElementsOf(second.subList(3, 5));
    }

    @Test
    void copiesThroughIdentityAreWeightsOfTheirOwn() {
        OnnxModel model = conv().node("Identity", List.of("w"), List.of("w2"))
                .node("Conv", List.of("centred", "w2"), List.of("y"))
                .output("y")
                .read();
        assertThat(model.graph().parameters()).containsOnlyKeys("w", "w2");
        assertThat(model.weights().at("w2")).isEqualTo(model.weights().at("w"));
        assertThat(model.graph().nodes()).noneMatch(node -> node.op().type().equals("Identity"));
    }

    @Test
    void initializersListedAsInputsAreNotAskedFor() {
        OnnxModel model = conv().images("w", 4, 3, 1, 1)
                .images("mean", 1, 3, 1, 1)
                .output("c")
                .read();
        assertThat(model.graph().input().name()).isEqualTo("x");
    }

    @Test
    void unusedInitializersAreDropped() {
        OnnxModel model = conv().tensor("unused", zeros(9)).output("c").read();
        assertThat(model.graph().constants()).doesNotContainKey("unused");
        assertThat(model.weights().names()).containsExactly("w");
    }

    @Test
    void aSlopeAndABiasOfOneElementAreLearnt() {
        OnnxModel model = conv().tensor("slope", zeros(1))
                .tensor("sizes", TensorData.vector(0, -1))
                .tensor("head", zeros(256, 1))
                .tensor("shift", zeros(1))
                .node("PRelu", List.of("c", "slope"), List.of("p"))
                .node("Reshape", List.of("p", "sizes"), List.of("r"))
                .node("MatMul", List.of("r", "head"), List.of("h"))
                .node("Add", List.of("h", "shift"), List.of("y"))
                .output("y")
                .read();
        assertThat(model.graph().parameters()).containsOnlyKeys("w", "slope", "head", "shift");
    }
}
