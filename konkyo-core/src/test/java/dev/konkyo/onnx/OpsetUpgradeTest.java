package dev.konkyo.onnx;

import static dev.konkyo.onnx.FileSample.floats;
import static dev.konkyo.onnx.FileSample.inferred;
import static dev.konkyo.onnx.FileSample.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpsetUpgradeTest {
    private static final List<String> X = List.of("x");
    private static final List<String> Y = List.of("y");

    private static FileSample sample(int opset) {
        return new FileSample(opset).images("x", 1, 4, 6, 6);
    }

    private static Node only(OnnxModel model) {
        assertThat(model.graph().nodes()).hasSize(1);
        return model.graph().nodes().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"ReduceMean, 17", "ReduceMax, 13", "ReduceL2, 13", "ReduceSum, 12", "ReduceMin, 11", "ReduceProd, 13"})
    void axesOfReductionsBecomeAnInput(String type, int opset) {
        OnnxModel model = sample(opset)
                .node(type, X, Y, integers("axes", 2, -1), AttributeValue.integer("keepdims", 0))
                .output("y")
                .read();
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4));
        String axes = only(model).inputs().get(1);
        assertThat(model.graph().constants().get(axes)).isEqualTo(TensorData.vector(2, -1));
    }

    @Test
    void newerReductionsTakeNoAttribute() {
        FileSample sample =
                sample(18).node("ReduceMean", X, Y, integers("axes", 2)).output("y");
        assertThatThrownBy(sample::read).hasMessageContaining("attribute 'axes' is not supported");
    }

    @Test
    void splitsWithoutSizesMakeOnePartPerOutput() {
        OnnxModel model = sample(13)
                .node("Split", X, List.of("a", "b"), AttributeValue.integer("axis", 1))
                .output("a", "b")
                .read();
        assertThat(only(model).op()).isEqualTo(new LayoutOp.Split(1, 2));
        assertThat(inferred(model, "b").shape()).isEqualTo(Shape.of(1, 2, 6, 6));

        OnnxModel sized = sample(11)
                .node("Split", X, List.of("a", "b"), AttributeValue.integer("axis", 1), integers("split", 1, 3))
                .output("a", "b")
                .read();
        assertThat(inferred(sized, "b").shape()).isEqualTo(Shape.of(1, 3, 6, 6));
    }

    @Test
    void limitsOfOldClipsBecomeInputs() {
        OnnxModel model = sample(10)
                .node("Clip", X, Y, AttributeValue.encode("min", 0f), AttributeValue.encode("max", 6f))
                .output("y")
                .read();
        assertThat(model.graph().constants().get(only(model).inputs().get(2))).isEqualTo(TensorData.scalar(6));

        OnnxModel open = sample(10)
                .node("Clip", X, Y, AttributeValue.encode("max", 6f))
                .output("y")
                .read();
        assertThat(only(open).inputs()).startsWith("x", "").hasSize(3);
    }

    @Test
    void oldDropoutPadSliceAndSqueezeBecomeInputs() {
        OnnxModel model = sample(9)
                .node("Dropout", X, List.of("d", "mask"), AttributeValue.encode("ratio", 0.3f))
                .node("Pad", List.of("d"), List.of("p"), integers("pads", 0, 0, 1, 1, 0, 0, 2, 2))
                .node(
                        "Slice",
                        List.of("p"),
                        List.of("s"),
                        integers("starts", 0),
                        integers("ends", 1),
                        integers("axes", 2))
                .node("Squeeze", List.of("s"), Y, integers("axes", 2))
                .output("y")
                .read();
        assertThat(inferred(model, "p").shape()).isEqualTo(Shape.of(1, 4, 9, 9));
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 9));
        assertThat(model.graph().nodes().getFirst().outputs()).containsExactly("d");
    }

    @Test
    void upsampleBecomesResize() {
        OnnxModel model = sample(9)
                .tensor("scales", TensorData.ofFloats(Shape.of(4), 1, 1, 2, 2))
                .node("Upsample", List.of("x", "scales"), Y, AttributeValue.string("mode", "linear"))
                .output("y")
                .read();
        assertThat(only(model).inputs()).containsExactly("x", "", "scales");
        ResamplingOp.Resize resize = (ResamplingOp.Resize) only(model).op();
        assertThat(resize.mode()).isEqualTo(ResamplingOp.Mode.LINEAR);
        assertThat(resize.coordinateTransformationMode()).isEqualTo(ResamplingOp.CoordinateMode.ASYMMETRIC);
        assertThat(resize.nearestMode()).isEqualTo(ResamplingOp.NearestMode.FLOOR);
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 12, 12));

        OnnxModel older = sample(7)
                .node("Upsample", X, Y, floats("scales", 1, 1, 3, 2))
                .output("y")
                .read();
        assertThat(inferred(older, "y").shape()).isEqualTo(Shape.of(1, 4, 18, 12));
    }

    @Test
    void shrinkingRoundsUpAndMixedScalesAreRefused() {
        FileSample smaller = sample(10).tensor("scales", TensorData.ofFloats(Shape.of(4), 1, 1, 0.5f, 0.5f));
        OnnxModel model =
                smaller.node("Resize", List.of("x", "scales"), Y).output("y").read();
        assertThat(((ResamplingOp.Resize) only(model).op()).nearestMode()).isEqualTo(ResamplingOp.NearestMode.CEIL);

        FileSample mixed = sample(10).tensor("scales", TensorData.ofFloats(Shape.of(4), 1, 1, 2, 0.5f));
        mixed.node("Resize", List.of("x", "scales"), Y).output("y");
        assertThatThrownBy(mixed::read).hasMessageContainingAll("'y'", "opset 11");
    }

    @Test
    void numbersOfOldTopKBecomeAnInputAndItKeepsBothOutputs() {
        OnnxModel model = sample(9)
                .node("TopK", X, List.of("y", "places"), AttributeValue.integer("k", 2))
                .output("y")
                .read();
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 6, 2));
        assertThat(only(model).outputs()).containsExactly("y", "places");
    }

    @Test
    void emptyScalesAreLeftOut() {
        OnnxModel model = sample(11)
                .tensor("none", TensorData.ofFloats(Shape.of(0)))
                .tensor("sizes", TensorData.vector(1, 4, 5, 7))
                .node("Resize", List.of("x", "none", "none", "sizes"), Y)
                .output("y")
                .read();
        assertThat(only(model).inputs()).containsExactly("x", "", "", "sizes");
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 5, 7));
    }

    @Test
    void oldSoftmaxRunsOverAllAxesTogether() {
        OnnxModel model = sample(11).node("Softmax", X, Y).output("y").read();
        assertThat(model.graph().nodes())
                .extracting(node -> node.op().type())
                .containsExactly("Shape", "Flatten", "Softmax", "Reshape");
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 6, 6));

        OnnxModel matrix = new FileSample(11)
                .images("x", 1, 10)
                .node("Softmax", X, Y)
                .output("y")
                .read();
        assertThat(only(matrix).op()).isEqualTo(new ActivationOp.Softmax(-1));
        assertThat(sample(13).node("Softmax", X, Y).output("y").read().graph().nodes())
                .hasSize(1);
    }

    @Test
    void oldGroupNormalizationHasAScalePerGroup() {
        TensorData two = TensorData.ofFloats(Shape.of(2), 1, 2);
        OnnxModel model = sample(18)
                .tensor("scale", two)
                .tensor("bias", two)
                .node(
                        "GroupNormalization",
                        List.of("x", "scale", "bias"),
                        Y,
                        AttributeValue.integer("num_groups", 2),
                        AttributeValue.encode("epsilon", 0.5f))
                .output("y")
                .read();
        Node normalization = model.graph().nodes().get(2);
        assertThat(normalization.op()).isEqualTo(new NormalizationOp.InstanceNormalization(0.5f));
        assertThat(inferred(model, normalization.input()).shape()).isEqualTo(Shape.of(1, 2, 72));
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 6, 6));
        assertThat(model.graph().parameters()).containsOnlyKeys("scale", "bias");
    }

    @Test
    void sumMishAndSwishAreMadeOfKnownOperators() {
        OnnxModel model = sample(24)
                .node("Mish", X, List.of("m"))
                .node("Swish", X, List.of("s"), AttributeValue.encode("alpha", 2f))
                .node("Sum", List.of("x", "m", "s"), Y)
                .output("y")
                .read();
        assertThat(model.graph().nodes())
                .extracting(node -> node.op().type())
                .containsExactly("Softplus", "Tanh", "Mul", "Mul", "Sigmoid", "Mul", "Add", "Add");
        assertThat(inferred(model, "y").shape()).isEqualTo(Shape.of(1, 4, 6, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "value_float", "value_floats", "value_int", "value_ints"})
    void constantsInEveryFormBecomeConstants(String form) {
        AttributeProto value = switch (form) {
            case "value" -> AttributeValue.encode("value", TensorData.ofFloats(Shape.of(1), 2));
            case "value_float" -> AttributeValue.encode("value_float", 2f);
            case "value_floats" -> floats("value_floats", 2);
            case "value_int" -> AttributeValue.integer("value_int", 2);
            default -> integers("value_ints", 2);
        };
        OnnxModel model = sample(17)
                .node("Constant", List.of(), List.of("c"), value)
                .node("Mul", List.of("x", "c"), Y)
                .output("y")
                .read();
        assertThat(only(model).op().type()).isEqualTo("Mul");
        TensorData constant = Objects.requireNonNull(model.graph().constants().get("c"));
        assertThat(constant.toFloats()).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({
        "If, branches or loops",
        "Loop, branches or loops",
        "SequenceConstruct, sequences",
        "Einsum, operator 'Einsum' of domain 'ai.onnx' is not supported"
    })
    void whatCannotBeUpgradedIsRefusedByName(String type, String problem) {
        FileSample sample = sample(17).node(type, X, Y).output("y");
        assertThatThrownBy(sample::read)
                .isInstanceOf(OnnxException.class)
                .hasMessageContainingAll("'y'", type, problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 27, 1000})
    void otherOpsetsAreRefusedWithTheWayOut(int opset) {
        FileSample sample = sample(opset).node("Relu", X, Y).output("y");
        assertThatThrownBy(sample::read).hasMessageContainingAll("expected opset 7 to 26, got " + opset, "convert");
    }
}
