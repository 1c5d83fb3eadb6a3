package dev.konkyo.torch;

import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.Window;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions; padding that differs from side to side is added beforehand or cut afterwards. */
final class ConvolutionKernels {
    private ConvolutionKernels() {}

    static Kernel of(ConvolutionOp op, Signature signature) {
        return switch (op) {
            case ConvolutionOp.Conv conv -> conv(conv, signature);
            case ConvolutionOp.ConvTranspose transpose -> transpose(transpose, signature);
        };
    }

    private static Kernel conv(ConvolutionOp.Conv op, Signature signature) {
        Window window = op.window(signature.in().at(1).shape());
        Borders borders = Borders.of(window, signature.x());
        long[] strides = Borders.longs(window.strides());
        long[] dilations = Borders.longs(window.dilations());
        long[] none = new long[strides.length];
        long[] padding = borders.symmetric() ? borders.begins() : none;
        return Kernel.single(in -> {
            Tensor x = borders.symmetric() ? in.at(0) : torch.constant_pad_nd(in.at(0), borders.torchOrder());
            return convolve(x, in.at(1), in.optional(2), strides, padding, dilations, op.group());
        });
    }

    /** By the number of axes, because autocast does not know libtorch's general convolution. */
    private static Tensor convolve(
            Tensor x,
            Tensor weights,
            TensorOptional bias,
            long[] strides,
            long[] padding,
            long[] dilations,
            long groups) {
        return switch (strides.length) {
            case 1 -> torch.conv1d(x, weights, bias, strides, padding, dilations, groups);
            case 2 -> torch.conv2d(x, weights, bias, strides, padding, dilations, groups);
            case 3 -> torch.conv3d(x, weights, bias, strides, padding, dilations, groups);
            default ->
                throw new TorchException(
                        "convolution over " + strides.length + " spatial axes is not supported; expected 1 to 3");
        };
    }

    private static Kernel transpose(ConvolutionOp.ConvTranspose op, Signature signature) {
        Shape weights = signature.in().at(1).shape();
        Window window = op.window(weights);
        Borders cut = Borders.transposed(op, window, signature);
        long[] strides = Borders.longs(window.strides());
        long[] dilations = Borders.longs(window.dilations());
        long[] torchOrder = cut.negated().torchOrder();
        long[] biasShape = new long[signature.x().rank()];
        java.util.Arrays.fill(biasShape, 1);
        biasShape[1] = signature.result().at(1);
        return Kernel.single(in -> {
            Tensor full = transposed(in.at(0), in.at(1), strides, dilations, op.group());
            Tensor y = torch.constant_pad_nd(full, torchOrder, new Scalar(0));
            return in.has(2) ? y.add(in.at(2).reshape(biasShape)) : y;
        });
    }

    private static Tensor transposed(Tensor x, Tensor weights, long[] strides, long[] dilations, long groups) {
        TensorOptional bias = new TensorOptional();
        long[] none = new long[strides.length];
        return switch (strides.length) {
            case 1 -> torch.conv_transpose1d(x, weights, bias, strides, none, none, groups, dilations);
            case 2 -> torch.conv_transpose2d(x, weights, bias, strides, none, none, groups, dilations);
            case 3 -> torch.conv_transpose3d(x, weights, bias, strides, none, none, groups, dilations);
            default ->
                throw new TorchException(
                        "convolution over " + strides.length + " spatial axes is not supported; expected 1 to 3");
        };
    }
}
