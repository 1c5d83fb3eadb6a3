package dev.konkyo.torch;

import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.Window;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Summaries of windows; libtorch's own where it takes the padding, else on images that were padded beforehand. */
final class PoolingKernels {
    private PoolingKernels() {}

    static Kernel of(PoolingOp op, Signature signature) {
        return switch (op) {
            case PoolingOp.MaxPool pool -> max(pool, signature);
            case PoolingOp.AveragePool pool -> average(pool, signature);
            case PoolingOp.GlobalAveragePool _ -> {
                long[] places = places(signature);
                yield Kernel.unary(x -> torch.mean(x, places, true, new ScalarTypeOptional()));
            }
            case PoolingOp.GlobalMaxPool _ -> {
                long[] places = places(signature);
                yield Kernel.unary(x -> torch.amax(x, places, true));
            }
        };
    }

    private static long[] places(Signature signature) {
        return LongStream.range(2, signature.x().rank()).toArray();
    }

    private static Kernel max(PoolingOp.MaxPool op, Signature signature) {
        Window window = op.window();
        Borders borders = Borders.of(window, signature.x());
        long[] kernel = Borders.longs(window.kernel());
        long[] strides = Borders.longs(window.strides());
        long[] dilations = Borders.longs(window.dilations());
        if (paddedByTorch(borders, kernel)) {
            return Kernel.unary(x -> maxPool(x, kernel, strides, borders.begins(), dilations, op.ceilMode()));
        }
        long[] padding = borders.covering(window, signature).torchOrder();
        long[] none = new long[kernel.length];
        return Kernel.unary(x -> {
            Tensor padded = torch.constant_pad_nd(x, padding, new Scalar(Double.NEGATIVE_INFINITY));
            return maxPool(padded, kernel, strides, none, dilations, false);
        });
    }

    /** Whether libtorch can pad by itself: the same on both sides, at most half a window. */
    private static boolean paddedByTorch(Borders borders, long... kernel) {
        return borders.symmetric()
                && IntStream.range(0, kernel.length).allMatch(axis -> 2 * borders.begins()[axis] <= kernel[axis]);
    }

    private static Tensor maxPool(
            Tensor x, long[] kernel, long[] strides, long[] padding, long[] dilations, boolean ceil) {
        return switch (kernel.length) {
            case 1 -> torch.max_pool1d(x, kernel, strides, padding, dilations, ceil);
            case 2 -> torch.max_pool2d(x, kernel, strides, padding, dilations, ceil);
            case 3 -> torch.max_pool3d(x, kernel, strides, padding, dilations, ceil);
            default -> throw unsupported(kernel.length);
        };
    }

    private static Kernel average(PoolingOp.AveragePool op, Signature signature) {
        Window window = op.window();
        Borders borders = Borders.of(window, signature.x());
        long[] kernel = Borders.longs(window.kernel());
        long[] strides = Borders.longs(window.strides());
        boolean dilated = window.dilations().stream().anyMatch(dilation -> dilation != 1);
        if (!dilated && kernel.length == 2 && paddedByTorch(borders, kernel) && !op.ceilMode()) {
            return Kernel.unary(x -> torch.avg_pool2d(
                    x, kernel, strides, borders.begins(), false, op.countIncludePad(), new LongOptional()));
        }
        return WindowMeans.of(op, signature);
    }

    static TorchException unsupported(int axes) {
        return new TorchException("pooling over " + axes + " spatial axes is not supported; expected 1 to 3");
    }
}
