package dev.konkyo.graph;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operator with its attributes, in the words of ONNX opset {@value #OPSET}.
 *
 * <p>Every operator is a record. Its simple name is ONNX's operator type and its components are ONNX's attributes, kernelShape for
 * kernel_shape; being a permitted record is being listed. An attribute that a file leaves out takes its {@link Default}; without one
 * it is required. Lists left out are empty and mean ONNX's default for them.
 */
public sealed interface Op
        permits ConvolutionOp,
                PoolingOp,
                NormalizationOp,
                ActivationOp,
                ElementwiseOp,
                LinearOp,
                ReductionOp,
                LayoutOp,
                ResamplingOp,
                ShapeOp,
                LogicOp,
                QuantizationOp {
    /** The version of ONNX's operator set whose meaning the records have. */
    int OPSET = 21;

    /** The value that an attribute has when a file leaves it out, written as text. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Default {
        String value();
    }

    /**
     * What the operator makes of these inputs.
     *
     * @throws GraphException if the inputs do not fit the operator
     */
    List<Operand> infer(Operands in);

    /** ONNX's operator type. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** Every operator's record class. */
    static List<Class<? extends Record>> all() {
        return leaves(Op.class).toList();
    }

    private static Stream<Class<? extends Record>> leaves(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.asSubclass(Record.class))
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(Op::leaves);
    }
}
