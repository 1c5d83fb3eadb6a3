package dev.konkyo.torch;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.LogicOp;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.QuantizationOp;
import dev.konkyo.graph.ReductionOp;
import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.graph.ShapeOp;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes one node's results. Attributes, shapes and constant inputs are resolved when it is made, so that a run only calls libtorch.
 *
 * <p>Results are new handles, never those of the inputs: the plan closes each as soon as it is no longer used.
 */
@FunctionalInterface
interface Kernel {
    List<Tensor> run(Arguments in);

    /** A kernel with one result. */
    @FunctionalInterface
    interface Single {
        Tensor run(Arguments in);
    }

    static Kernel single(Single kernel) {
        return in -> List.of(kernel.run(in));
    }

    /** A kernel of one input and one result. */
    static Kernel unary(UnaryOperator<Tensor> kernel) {
        return in -> List.of(kernel.apply(in.at(0)));
    }

    /** The kernel for an operator applied to operands of known shapes. */
    static Kernel of(Op op, Signature signature) {
        return switch (op) {
            case ConvolutionOp convolution -> ConvolutionKernels.of(convolution, signature);
            case PoolingOp pooling -> PoolingKernels.of(pooling, signature);
            case NormalizationOp normalization -> NormalizationKernels.of(normalization, signature);
            case ActivationOp activation -> ActivationKernels.of(activation, signature);
            case ElementwiseOp elementwise -> ElementwiseKernels.of(elementwise, signature);
            case LinearOp linear -> LinearKernels.of(linear, signature);
            case ReductionOp reduction -> ReductionKernels.of(reduction, signature);
            case LayoutOp layout -> LayoutKernels.of(layout, signature);
            case ResamplingOp resampling -> ResamplingKernels.of(resampling, signature);
            case ShapeOp shape -> ShapeKernels.of(shape, signature);
            case LogicOp logic -> LogicKernels.of(logic);
            case QuantizationOp quantization -> QuantizationKernels.of(quantization, signature);
        };
    }
}
