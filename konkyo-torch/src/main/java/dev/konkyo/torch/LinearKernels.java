package dev.konkyo.torch;

import dev.konkyo.graph.LinearOp;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Matrix products. */
final class LinearKernels {
    private LinearKernels() {}

    static Kernel of(LinearOp op, Signature signature) {
        return switch (op) {
            case LinearOp.Gemm gemm -> gemm(gemm, signature);
            case LinearOp.MatMul _ -> Kernel.single(in -> torch.matmul(in.at(0), in.at(1)));
        };
    }

    private static Kernel gemm(LinearOp.Gemm op, Signature signature) {
        boolean layer = op.alpha() == 1 && op.beta() == 1 && !op.transA() && op.transB();
        if (layer && (!signature.has(2) || signature.in().at(2).shape().rank() == 1)) {
            return Kernel.single(in -> torch.linear(in.at(0), in.at(1), in.optional(2)));
        }
        return Kernel.single(in -> {
            Tensor a = op.transA() ? in.at(0).t() : in.at(0);
            Tensor b = op.transB() ? in.at(1).t() : in.at(1);
            Tensor product = scaled(torch.matmul(a, b), op.alpha());
            return in.has(2) ? product.add(scaled(in.at(2), op.beta())) : product;
        });
    }

    private static Tensor scaled(Tensor tensor, float factor) {
        return factor == 1 ? tensor : tensor.mul(new Scalar((double) factor));
    }
}
