package dev.konkyo.torch;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Functions of one value between layers. */
final class ActivationKernels {
    private ActivationKernels() {}

    static Kernel of(ActivationOp op, Signature signature) {
        return switch (op) {
            case ActivationOp.Relu _ -> Kernel.unary(torch::relu);
            case ActivationOp.Clip _ -> clip(signature);
            case ActivationOp.LeakyRelu leaky ->
                Kernel.unary(x -> torch.leaky_relu(x, new Scalar((double) leaky.alpha())));
            case ActivationOp.PRelu _ -> parametric(signature);
            case ActivationOp.Elu elu ->
                Kernel.unary(x -> torch.elu(x, new Scalar((double) elu.alpha()), new Scalar(1), new Scalar(1)));
            case ActivationOp.Sigmoid _ -> Kernel.unary(torch::sigmoid);
            case ActivationOp.HardSigmoid hard -> hardSigmoid(hard);
            case ActivationOp.HardSwish _ -> Kernel.unary(torch::hardswish);
            case ActivationOp.Tanh _ -> Kernel.unary(Tensor::tanh);
            case ActivationOp.Softmax softmax -> Kernel.unary(x -> torch.softmax(x, softmax.axis()));
            case ActivationOp.LogSoftmax softmax -> Kernel.unary(x -> torch.log_softmax(x, softmax.axis()));
            case ActivationOp.Gelu gelu -> Kernel.unary(x -> torch.gelu(x, gelu.approximate()));
            case ActivationOp.Softplus _ -> Kernel.unary(torch::softplus);
            case ActivationOp.Dropout _ -> dropout(signature);
            case ActivationOp.Identity _ -> Kernel.unary(Tensor::new);
        };
    }

    /** Where the slope is one number or one per channel, libtorch's own operator, whose backward pass is several times faster. */
    private static Kernel parametric(Signature signature) {
        Shape slope = signature.in().at(1).shape();
        boolean channels = signature.x().rank() > 2
                && slope.rank() == signature.x().rank() - 1
                && slope.at(0) == signature.x().at(1)
                && slope.elements() == slope.at(0);
        if (channels || slope.elements() == 1) {
            return Kernel.single(in -> torch.prelu(in.at(0), in.at(1).reshape(-1)));
        }
        return Kernel.single(in -> {
            Tensor x = in.at(0);
            return torch.where(x.lt(new Scalar(0)), x.mul(in.at(1)), x);
        });
    }

    private static Kernel clip(Signature signature) {
        TensorData least = signature.constant(1);
        TensorData most = signature.constant(2);
        if (signature.has(1) != (least != null) || signature.has(2) != (most != null)) {
            return Kernel.single(in -> torch.clamp(in.at(0), in.optional(1), in.optional(2)));
        }
        if (!signature.type().floating()) {
            return Kernel.unary(x -> torch.clamp(x, limit(least), limit(most)));
        }
        double low = least == null ? Double.NEGATIVE_INFINITY : least.toDoubles()[0];
        double high = most == null ? Double.POSITIVE_INFINITY : most.toDoubles()[0];
        // The same function as clamp, but clamp's backward pass takes five times as long.
        return Kernel.unary(x -> torch.hardtanh(x, new Scalar(Math.min(low, high)), new Scalar(high)));
    }

    private static ScalarOptional limit(@Nullable TensorData limit) {
        return limit == null ? new ScalarOptional() : new ScalarOptional(new Scalar(limit.toLongs()[0]));
    }

    private static Kernel hardSigmoid(ActivationOp.HardSigmoid op) {
        if (op.alpha() == 1f / 6 && op.beta() == 0.5f) {
            return Kernel.unary(torch::hardsigmoid);
        }
        return Kernel.unary(x -> {
            Tensor line = x.mul(new Scalar((double) op.alpha())).add(new Scalar((double) op.beta()));
            return torch.hardtanh(line, new Scalar(0.0), new Scalar(1.0));
        });
    }

    private static Kernel dropout(Signature signature) {
        TensorData constant = signature.constant(1);
        double ratio = constant == null ? 0.5 : constant.toDoubles()[0];
        return Kernel.single(in -> in.mode().dropout() ? torch.dropout(in.at(0), ratio, true) : new Tensor(in.at(0)));
    }
}
