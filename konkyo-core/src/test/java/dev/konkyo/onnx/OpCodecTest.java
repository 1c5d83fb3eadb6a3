package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.AutoPad;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeOp;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpCodecTest {
    static Stream<Class<? extends Record>> operators() {
        return Op.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everyAttributeSurvives(Class<? extends Record> type) throws ReflectiveOperationException {
        for (long seed = 0; seed < 5; seed++) {
            Op op = random(type, RandomGeneratorFactory.getDefault().create(seed));

            assertThat(OpCodec.decode(draft(op.type(), OpCodec.encode(op)))).isEqualTo(op);
        }
    }

    @Test
    void attributesAreSpeltAsInOnnx() {
        Op conv = new ConvolutionOp.Conv(AutoPad.SAME_UPPER, List.of(1, 2), 3, List.of(5, 5), List.of(), List.of(2, 2));
        assertThat(OpCodec.encode(conv))
                .extracting(AttributeProto::getName)
                .containsExactly("auto_pad", "dilations", "group", "kernel_shape", "strides");
        assertThat(OpCodec.encode(conv).getFirst().getS().toStringUtf8()).isEqualTo("SAME_UPPER");

        assertThat(OpCodec.encode(new LinearOp.Gemm(2, 1, false, true)))
                .extracting(AttributeProto::getName)
                .containsExactly("alpha", "transB");
        assertThat(OpCodec.encode(new LayoutOp.Pad(LayoutOp.PadMode.REFLECT))
                        .getFirst()
                        .getS()
                        .toStringUtf8())
                .isEqualTo("reflect");
        assertThat(OpCodec.encode(new LayoutOp.DepthToSpace(2, LayoutOp.DepthMode.CRD))
                        .getLast()
                        .getS()
                        .toStringUtf8())
                .isEqualTo("CRD");
        assertThat(OpCodec.encode(new LayoutOp.Cast(ElementType.INT64))
                        .getFirst()
                        .getI())
                .isEqualTo(7);
    }

    @Test
    void absentAttributesTakeOnnxDefaults() {
        assertThat(OpCodec.decode(draft("MaxPool", List.of())))
                .isEqualTo(new PoolingOp.MaxPool(AutoPad.NOTSET, false, List.of(), List.of(), List.of(), List.of()));
        assertThat(OpCodec.decode(draft("ConstantOfShape", List.of())))
                .isEqualTo(new ShapeOp.ConstantOfShape(TensorData.ofFloats(Shape.of(1), 0)));
        ResamplingOp.Resize resize = (ResamplingOp.Resize) OpCodec.decode(draft("Resize", List.of()));
        assertThat(resize.coordinateTransformationMode()).isEqualTo(ResamplingOp.CoordinateMode.HALF_PIXEL);
        assertThat(resize.cubicCoeffA()).isEqualTo(-0.75f);
    }

    @Test
    void unknownOperatorsAreNamedWithNodeAndDomain() {
        assertThatThrownBy(() -> OpCodec.decode(draft("Einsum", List.of())))
                .isInstanceOf(OnnxException.class)
                .hasMessageContainingAll("'n'", "'Einsum'", "'ai.onnx'");
    }

    @Test
    void attributesThatMatterAreNotPassedOver() {
        AttributeProto training = AttributeValue.integer("training_mode", 1);
        assertThatThrownBy(() -> OpCodec.decode(draft("BatchNormalization", List.of(training))))
                .hasMessageContainingAll("'n'", "BatchNormalization", "training_mode", "got 1");
        assertThat(OpCodec.decode(draft("Dropout", List.of(AttributeValue.integer("seed", 7)))))
                .isNotNull();
        assertThatThrownBy(() -> OpCodec.decode(draft("Relu", List.of(AttributeValue.integer("slope", 7)))))
                .hasMessageContaining("'slope' is not supported");
        assertThatThrownBy(() -> OpCodec.decode(draft("Gelu", List.of(AttributeValue.integer("approximate", 7)))))
                .hasMessageContaining("expected STRING, got INT");
        assertThatThrownBy(() -> OpCodec.decode(draft("Conv", List.of(AttributeValue.string("auto_pad", "SAME")))))
                .hasMessageContainingAll("SAME_UPPER", "got 'SAME'");
        assertThatThrownBy(() -> OpCodec.decode(draft("Cast", List.of()))).hasMessageContaining("'to' is missing");
    }

    private static NodeDraft draft(String type, List<AttributeProto> attributes) {
        NodeDraft draft = new NodeDraft("n", type, List.of("x"), List.of("y"));
        attributes.forEach(draft::set);
        return draft;
    }

    static Op random(Class<? extends Record> type, RandomGenerator random) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
        while (true) {
            Object[] values =
                    Arrays.stream(types).map(t -> randomValue(t, random)).toArray();
            try {
                return (Op) constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                // Numbers that the operator refuses are drawn again; anything else is a mistake.
                assertThat(e.getCause()).isInstanceOf(GraphException.class);
            }
        }
    }

    private static Object randomValue(Class<?> type, RandomGenerator random) {
        if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == int.class) {
            return random.nextInt(-4, 5);
        } else if (type == float.class) {
            return random.nextFloat();
        } else if (type == String.class) {
            return random.nextBoolean() ? "tanh" : "none";
        } else if (type == TensorData.class) {
            return TensorData.ofLongs(Shape.of(1), random.nextInt(9));
        } else if (type == List.class) {
            return IntStream.rangeClosed(1, random.nextInt(5)).boxed().toList();
        }
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
}
