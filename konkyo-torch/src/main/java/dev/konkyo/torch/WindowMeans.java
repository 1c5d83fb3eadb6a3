package dev.konkyo.torch;

import dev.konkyo.graph.PoolingOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Window;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Means of dilated windows and of windows that hang over a border: sums by a convolution with ones, divided by counts. */
final class WindowMeans {
    private WindowMeans() {}

    static Kernel of(PoolingOp.AveragePool op, Signature signature) {
        Window window = op.window();
        Shape x = signature.x();
        Shape result = signature.result();
        Borders borders = Borders.of(window, x);
        int axes = window.kernel().size();
        long[] padding = borders.covering(window, signature).torchOrder();
        long[] strides = Borders.longs(window.strides());
        long[] dilations = Borders.longs(window.dilations());
        long[] none = new long[axes];
        long[] planes = x.toLongs();
        planes[0] = (long) x.at(0) * x.at(1);
        planes[1] = 1;
        TensorData ones = ones(window);
        TensorData counts = counts(op, window, borders, signature);
        return Kernel.unary(images -> {
            Tensor padded = torch.constant_pad_nd(images.reshape(planes), padding);
            Tensor weights = Tensors.view(ones).to(images.scalar_type());
            Tensor sums =
                    torch.convolution(padded, weights, new TensorOptional(), strides, none, dilations, false, none, 1);
            return sums.div(Tensors.view(counts).to(images.scalar_type())).reshape(result.toLongs());
        });
    }

    private static TensorData ones(Window window) {
        int[] sizes = new int[window.kernel().size() + 2];
        Arrays.fill(sizes, 1);
        IntStream.range(0, window.kernel().size())
                .forEach(axis -> sizes[axis + 2] = window.kernel().get(axis));
        return filled(Shape.of(sizes));
    }

    private static TensorData filled(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        Arrays.fill(values, 1);
        return TensorData.ofFloats(shape, values);
    }

    /** How many pixels each window counts: the product over the axes. */
    private static TensorData counts(PoolingOp.AveragePool op, Window window, Borders borders, Signature signature) {
        int[] sizes = signature.result().toInts();
        sizes[0] = 1;
        sizes[1] = 1;
        Shape shape = Shape.of(sizes);
        float[] counts = new float[Math.toIntExact(shape.elements())];
        for (int place = 0; place < counts.length; place++) {
            int rest = place;
            int count = 1;
            for (int axis = window.kernel().size() - 1; axis >= 0; axis--) {
                int start = rest % sizes[axis + 2] * window.strides().get(axis) - (int) borders.begins()[axis];
                rest /= sizes[axis + 2];
                count *= counted(op, window, borders, axis, start, signature.x().at(axis + 2));
            }
            counts[place] = count;
        }
        return TensorData.ofFloats(shape, counts);
    }

    /** Pixels of one window along an axis that lie in the image, or in the image with its padding. */
    private static int counted(
            PoolingOp.AveragePool op, Window window, Borders borders, int axis, int start, int size) {
        long from = op.countIncludePad() ? -borders.begins()[axis] : 0;
        long to = op.countIncludePad() ? size + borders.ends()[axis] : size;
        int dilation = window.dilations().get(axis);
        return (int) IntStream.range(0, window.kernel().get(axis))
                .map(i -> start + i * dilation)
                .filter(pixel -> pixel >= from && pixel < to)
                .count();
    }
}
