package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.QuantizationOp;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Between floats and 8-bit integers, with one scale or one per place of an axis. */
final class QuantizationKernels {
    private QuantizationKernels() {}

    static Kernel of(QuantizationOp op, Signature signature) {
        return switch (op) {
            case QuantizationOp.QuantizeLinear quantize -> quantize(quantize, signature);
            case QuantizationOp.DequantizeLinear dequantize -> dequantize(dequantize, signature);
        };
    }

    private static Kernel quantize(QuantizationOp.QuantizeLinear op, Signature signature) {
        long[] along = along(op.axis(), signature);
        ElementType type = signature.results().getFirst().type();
        Limits range = Limits.of(type);
        return Kernel.single(in -> {
            Tensor steps = torch.round(in.at(0).div(in.at(1).reshape(along)));
            Tensor shifted =
                    in.has(2) ? steps.add(in.at(2).to(steps.scalar_type()).reshape(along)) : steps;
            return torch.clamp(
                            shifted,
                            new ScalarOptional(new Scalar(range.least())),
                            new ScalarOptional(new Scalar(range.most())))
                    .to(Tensors.scalarType(type));
        });
    }

    private static Kernel dequantize(QuantizationOp.DequantizeLinear op, Signature signature) {
        long[] along = along(op.axis(), signature);
        return Kernel.single(in -> {
            Tensor scale = in.at(1).reshape(along);
            Tensor q = in.at(0).to(scale.scalar_type());
            Tensor centred = in.has(2) ? q.sub(in.at(2).to(scale.scalar_type()).reshape(along)) : q;
            return centred.mul(scale);
        });
    }

    /** The shape in which the scale broadcasts to the first input. */
    private static long[] along(int axis, Signature signature) {
        int count = Math.toIntExact(signature.in().at(1).shape().elements());
        long[] sizes = new long[Math.max(1, signature.x().rank())];
        Arrays.fill(sizes, 1);
        if (count > 1) {
            sizes[signature.x().axis(axis)] = count;
        }
        return signature.x().rank() == 0 ? new long[0] : sizes;
    }

    private record Limits(double least, double most) {
        static Limits of(ElementType type) {
            return switch (type) {
                case UINT8 -> new Limits(0, 255);
                case INT8 -> new Limits(-128, 127);
                case FLOAT32, INT32, INT64, BOOL, FLOAT16, FLOAT64, BFLOAT16 ->
                    throw new TorchException("expected quantisation to UINT8 or INT8, got " + type);
            };
        }
    }
}
