package dev.konkyo.torch;

import dev.konkyo.graph.ResamplingOp;
import dev.konkyo.graph.ResamplingOp.Resize;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Images of another size: libtorch's own resampling where it means the same, else one matrix or index list per axis. */
final class ResamplingKernels {
    private ResamplingKernels() {}

    static Kernel of(ResamplingOp op, Signature signature) {
        return switch (op) {
            case Resize resize -> resize(resize, signature);
        };
    }

    private static Kernel resize(Resize op, Signature signature) {
        SortedMap<Integer, AxisScale> scales = scales(op, signature);
        boolean plane = signature.x().rank() == 4
                && !op.antialias()
                && scales.keySet().stream().allMatch(axis -> axis >= 2)
                && scales.values().stream().allMatch(AxisScale::exact);
        long[] size = {signature.result().at(-2), signature.result().at(-1)};
        if (plane && op.mode() == ResamplingOp.Mode.LINEAR && !scales.isEmpty()) {
            switch (op.coordinateTransformationMode()) {
                case HALF_PIXEL -> {
                    return bilinear(false, size);
                }
                case ALIGN_CORNERS -> {
                    return bilinear(true, size);
                }
                case HALF_PIXEL_SYMMETRIC, PYTORCH_HALF_PIXEL, ASYMMETRIC, TF_CROP_AND_RESIZE -> {}
            }
        }
        return axisByAxis(op, scales);
    }

    private static Kernel bilinear(boolean alignCorners, long... size) {
        return Kernel.unary(
                x -> torch.upsample_bilinear2d(x, size, alignCorners, new DoubleOptional(), new DoubleOptional()));
    }

    /** The axes whose size or place changes, counted from the front. */
    private static SortedMap<Integer, AxisScale> scales(Resize op, Signature signature) {
        SortedMap<Integer, AxisScale> scales = new TreeMap<>();
        Shape x = signature.x();
        List<Integer> axes = op.axes(x.rank());
        TensorData given = signature.has(3) ? null : signature.constant(2);
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            AxisScale scale = AxisScale.of(x.at(axis), signature.result().at(axis), factor(given, i));
            if (!scale.identity()) {
                scales.put(axis, scale);
            }
        }
        return scales;
    }

    private static @Nullable Float factor(@Nullable TensorData scales, int index) {
        return scales == null ? null : scales.toFloats()[index];
    }

    private static Kernel axisByAxis(Resize op, SortedMap<Integer, AxisScale> scales) {
        SortedMap<Integer, TensorData> tables = new TreeMap<>();
        boolean nearest = op.mode() == ResamplingOp.Mode.NEAREST;
        scales.forEach((axis, scale) ->
                tables.put(axis, nearest ? TensorData.vector(scale.nearest(op)) : ResamplingWeights.matrix(op, scale)));
        return Kernel.unary(x -> {
            Tensor resized = new Tensor(x);
            for (var table : tables.entrySet()) {
                Tensor values = Tensors.view(table.getValue());
                resized = nearest
                        ? torch.index_select(resized, table.getKey(), values)
                        : weighted(resized, table.getKey(), values);
            }
            return resized;
        });
    }

    private static Tensor weighted(Tensor x, int axis, Tensor matrix) {
        Tensor weights = matrix.to(x.scalar_type());
        return torch.matmul(x.transpose(axis, -1), weights.t()).transpose(axis, -1);
    }
}
