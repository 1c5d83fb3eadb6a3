package dev.konkyo.torch;

import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The same elements in another order, shape or type. */
final class LayoutKernels {
    private LayoutKernels() {}

    static Kernel of(LayoutOp op, Signature signature) {
        long[] result = signature.result().toLongs();
        return switch (op) {
            case LayoutOp.Concat concat -> concat(concat);
            case LayoutOp.Split split -> split(split, signature);
            case LayoutOp.Slice _ -> slice(signature);
            case LayoutOp.Gather gather -> gather(gather, signature);
            case LayoutOp.Reshape _, LayoutOp.Flatten _, LayoutOp.Squeeze _, LayoutOp.Unsqueeze _ ->
                Kernel.unary(x -> x.reshape(result));
            case LayoutOp.Transpose transpose -> {
                long[] order = Borders.longs(transpose.order(signature.x().rank()));
                yield Kernel.unary(x -> x.permute(order));
            }
            case LayoutOp.Expand _ -> Kernel.unary(x -> x.expand(result));
            case LayoutOp.Tile _ -> {
                long[] repeats = signature.in().integers(1);
                yield Kernel.unary(x -> x.repeat(repeats));
            }
            case LayoutOp.Pad pad -> PadKernel.of(pad, signature);
            case LayoutOp.Cast cast -> Kernel.unary(x -> x.to(Tensors.scalarType(cast.to())));
            case LayoutOp.DepthToSpace depth -> depthToSpace(depth, signature);
            case LayoutOp.SpaceToDepth space -> spaceToDepth(space, signature);
        };
    }

    private static Kernel concat(LayoutOp.Concat op) {
        return Kernel.single(in -> {
            Tensor[] parts = new Tensor[in.count()];
            Arrays.setAll(parts, in::at);
            return torch.cat(new TensorVector(parts), op.axis());
        });
    }

    private static Kernel split(LayoutOp.Split op, Signature signature) {
        int axis = signature.x().axis(op.axis());
        long[] sizes = signature.results().stream()
                .mapToLong(part -> part.shape().at(axis))
                .toArray();
        return in -> {
            List<Tensor> parts = new ArrayList<>();
            long start = 0;
            for (long size : sizes) {
                parts.add(in.at(0).narrow(axis, start, size));
                start += size;
            }
            return parts;
        };
    }

    private static Kernel slice(Signature signature) {
        List<LayoutOp.Slice.Range> ranges = LayoutOp.Slice.ranges(
                signature.x(),
                signature.in().integers(1),
                signature.in().integers(2),
                signature.in().optionalIntegers(3),
                signature.in().optionalIntegers(4));
        return Kernel.unary(x -> {
            Tensor taken = new Tensor(x);
            for (LayoutOp.Slice.Range range : ranges) {
                taken = taken(taken, range);
            }
            return taken;
        });
    }

    /** libtorch knows no negative steps: the same elements forwards, then turned round. */
    private static Tensor taken(Tensor x, LayoutOp.Slice.Range range) {
        int count = range.count();
        if (count == 0) {
            return x.narrow(range.axis(), 0, 0);
        }
        int last = range.start() + (count - 1) * range.step();
        long least = Math.min(range.start(), last);
        long most = Math.max(range.start(), last);
        Tensor forwards = torch.slice(
                x, range.axis(), new LongOptional(least), new LongOptional(most + 1), Math.abs(range.step()));
        return range.step() > 0 ? forwards : forwards.flip(range.axis());
    }

    private static Kernel gather(LayoutOp.Gather op, Signature signature) {
        int axis = signature.x().axis(op.axis());
        long size = signature.x().at(axis);
        long[] result = signature.result().toLongs();
        TensorData indices = signature.constant(1);
        if (indices != null) {
            TensorData positive = TensorData.vector(Arrays.stream(indices.toLongs())
                    .map(index -> index < 0 ? index + size : index)
                    .toArray());
            return Kernel.unary(
                    x -> torch.index_select(x, axis, Tensors.view(positive)).reshape(result));
        }
        return Kernel.single(in -> {
            Tensor given = in.at(1).reshape(-1);
            Tensor positive = torch.where(given.lt(new Scalar(0)), given.add(new Scalar(size)), given);
            return torch.index_select(in.at(0), axis, positive).reshape(result);
        });
    }

    private static Kernel depthToSpace(LayoutOp.DepthToSpace op, Signature signature) {
        Shape x = signature.x();
        long b = op.blocksize();
        long channels = x.at(1) / (b * b);
        long[] result = signature.result().toLongs();
        return switch (op.mode()) {
            case DCR ->
                Kernel.unary(depth -> depth.reshape(x.at(0), b, b, channels, x.at(2), x.at(3))
                        .permute(0, 3, 4, 1, 5, 2)
                        .reshape(result));
            case CRD ->
                Kernel.unary(depth -> depth.reshape(x.at(0), channels, b, b, x.at(2), x.at(3))
                        .permute(0, 1, 4, 2, 5, 3)
                        .reshape(result));
        };
    }

    private static Kernel spaceToDepth(LayoutOp.SpaceToDepth op, Signature signature) {
        Shape x = signature.x();
        long b = op.blocksize();
        long[] result = signature.result().toLongs();
        return Kernel.unary(space -> space.reshape(x.at(0), x.at(1), x.at(2) / b, b, x.at(3) / b, b)
                .permute(0, 3, 5, 1, 2, 4)
                .reshape(result));
    }
}
