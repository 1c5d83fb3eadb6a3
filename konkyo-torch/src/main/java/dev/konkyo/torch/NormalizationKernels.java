package dev.konkyo.torch;

import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.Shape;
import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Normalisations. */
final class NormalizationKernels {
    private NormalizationKernels() {}

    static Kernel of(NormalizationOp op, Signature signature) {
        return switch (op) {
            case NormalizationOp.BatchNormalization batch -> batch(batch);
            case NormalizationOp.LayerNormalization layer -> layer(layer, signature);
            case NormalizationOp.InstanceNormalization instance ->
                Kernel.single(in -> torch.instance_norm(
                        in.at(0),
                        in.optional(1),
                        in.optional(2),
                        new TensorOptional(),
                        new TensorOptional(),
                        true,
                        0,
                        instance.epsilon(),
                        false));
            case NormalizationOp.GroupNormalization group -> groups(group);
            case NormalizationOp.LRN lrn -> acrossChannels(lrn, signature);
        };
    }

    /**
     * ONNX's momentum says how much of the running statistics stays, libtorch's how much of the batch's enters. A frozen one, whose scale
     * does not learn, keeps its statistics and uses them.
     */
    private static Kernel batch(NormalizationOp.BatchNormalization op) {
        double entering = 1 - op.momentum();
        return Kernel.single(in -> torch.batch_norm(
                in.at(0),
                in.optional(1),
                in.optional(2),
                in.optional(3),
                in.optional(4),
                in.mode().batchStatistics() && in.at(1).requires_grad(),
                entering,
                op.epsilon(),
                false));
    }

    /** In row-major order: libtorch's backward pass for channels-last images crashes where only scale and bias need gradients. */
    private static Kernel groups(NormalizationOp.GroupNormalization op) {
        return Kernel.single(in -> torch.group_norm(
                in.at(0).contiguous(MemoryFormat.Contiguous),
                op.numGroups(),
                in.optional(1),
                in.optional(2),
                op.epsilon(),
                false));
    }

    private static Kernel layer(NormalizationOp.LayerNormalization op, Signature signature) {
        Shape x = signature.x();
        long[] sizes = x.toLongs();
        long[] normalized = Arrays.copyOfRange(sizes, x.axis(op.axis()), sizes.length);
        return Kernel.single(in -> {
            Tensor y = torch.layer_norm(
                    in.at(0), normalized, new TensorOptional(), new TensorOptional(), op.epsilon(), false);
            Tensor scaled = y.mul(in.at(1));
            return in.has(2) ? scaled.add(in.at(2)) : scaled;
        });
    }

    /**
     * x / (bias + alpha / size * s)^beta, s the sum of squares over size channels, the smaller half of an even number before the own one
     * (Krizhevsky 2012, section 3.3).
     */
    private static Kernel acrossChannels(NormalizationOp.LRN op, Signature signature) {
        Shape x = signature.x();
        long places = x.elements() / Math.max(1, (long) x.at(0) * x.at(1));
        long[] planes = {x.at(0), 1, x.at(1), places};
        long[] padding = {0, 0, (op.size() - 1) / 2, op.size() / 2};
        long[] kernel = {op.size(), 1};
        long[] strides = {1, 1};
        long[] none = {0, 0};
        return Kernel.unary(images -> {
            Tensor squares = torch.constant_pad_nd(images.mul(images).reshape(planes), padding);
            Tensor means = torch.avg_pool2d(squares, kernel, strides, none, false, true, new LongOptional());
            Tensor scale =
                    means.reshape(x.toLongs()).mul(new Scalar(op.alpha())).add(new Scalar(op.bias()));
            return images.div(torch.pow(scale, new Scalar(op.beta())));
        });
    }
}
