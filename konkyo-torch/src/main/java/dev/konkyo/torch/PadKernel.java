package dev.konkyo.torch;

import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.TensorData;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Borders of any axis: constant ones directly, all others by saying for each new pixel which old one it repeats. */
final class PadKernel {
    private PadKernel() {}

    static Kernel of(LayoutOp.Pad op, Signature signature) {
        int rank = signature.x().rank();
        long[] pads = LayoutOp.Pad.resolve(
                rank, signature.in().integers(1), signature.in().optionalIntegers(3));
        if (op.mode() == LayoutOp.PadMode.CONSTANT) {
            long[] order =
                    new Borders(Arrays.copyOf(pads, rank), Arrays.copyOfRange(pads, rank, 2 * rank)).torchOrder();
            TensorData value = signature.constant(2);
            return Kernel.single(in -> {
                Scalar fill = value != null
                        ? new Scalar(value.toDoubles()[0])
                        : in.has(2) ? in.at(2).item() : new Scalar(0);
                return torch.constant_pad_nd(in.at(0), order, fill);
            });
        }
        return repeated(op.mode(), signature, pads);
    }

    private static Kernel repeated(LayoutOp.PadMode mode, Signature signature, long[] pads) {
        int rank = signature.x().rank();
        TensorData[] sources = new TensorData[rank];
        for (int axis = 0; axis < rank; axis++) {
            int size = signature.x().at(axis);
            sources[axis] = TensorData.vector(LongStream.range(-pads[axis], size + pads[axis + rank])
                    .map(place -> source(mode, place, size))
                    .toArray());
        }
        return Kernel.unary(x -> {
            Tensor padded = new Tensor(x);
            for (int axis = 0; axis < rank; axis++) {
                if (pads[axis] != 0 || pads[axis + rank] != 0) {
                    padded = torch.index_select(padded, axis, Tensors.view(sources[axis]));
                }
            }
            return padded;
        });
    }

    private static long source(LayoutOp.PadMode mode, long place, int size) {
        return switch (mode) {
            case EDGE -> Math.clamp(place, 0, size - 1);
            case WRAP -> Math.floorMod(place, size);
            case REFLECT -> {
                long period = Math.max(1, 2L * (size - 1));
                long within = Math.floorMod(place, period);
                yield within < size ? within : period - within;
            }
            case CONSTANT -> throw new IllegalArgumentException("constant borders repeat nothing");
        };
    }
}
