package dev.konkyo.torch;

import dev.konkyo.graph.ElementwiseOp;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Arithmetic place by place. */
final class ElementwiseKernels {
    private ElementwiseKernels() {}

    static Kernel of(ElementwiseOp op, Signature signature) {
        return switch (op) {
            case ElementwiseOp.Add _ -> binary(Tensor::add);
            case ElementwiseOp.Sub _ -> binary(Tensor::sub);
            case ElementwiseOp.Mul _ -> binary(Tensor::mul);
            case ElementwiseOp.Div _ ->
                signature.type().floating()
                        ? binary(Tensor::div)
                        : binary((a, b) -> torch.floor_divide(a.sub(torch.fmod(a, b)), b));
            case ElementwiseOp.Pow _ -> binary((a, b) -> torch.pow(a, b).to(a.scalar_type()));
            case ElementwiseOp.Min _ -> folded(torch::minimum);
            case ElementwiseOp.Max _ -> folded(torch::maximum);
            case ElementwiseOp.Sqrt _ -> Kernel.unary(Tensor::sqrt);
            case ElementwiseOp.Exp _ -> Kernel.unary(Tensor::exp);
            case ElementwiseOp.Log _ -> Kernel.unary(Tensor::log);
            case ElementwiseOp.Neg _ -> Kernel.unary(Tensor::neg);
            case ElementwiseOp.Abs _ -> Kernel.unary(Tensor::abs);
            case ElementwiseOp.Erf _ -> Kernel.unary(Tensor::erf);
            case ElementwiseOp.Floor _ -> Kernel.unary(Tensor::floor);
            case ElementwiseOp.Ceil _ -> Kernel.unary(Tensor::ceil);
            case ElementwiseOp.Reciprocal _ -> Kernel.unary(Tensor::reciprocal);
        };
    }

    private static Kernel binary(BinaryOperator<Tensor> function) {
        return Kernel.single(in -> function.apply(in.at(0), in.at(1)));
    }

    private static Kernel folded(BinaryOperator<Tensor> function) {
        return Kernel.single(in -> {
            Tensor result = new Tensor(in.at(0));
            for (int i = 1; i < in.count(); i++) {
                result = function.apply(result, in.at(i));
            }
            return result;
        });
    }
}
