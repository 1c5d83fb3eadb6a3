package dev.konkyo.torch;

import dev.konkyo.graph.ShapeOp;
import dev.konkyo.graph.TensorData;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Tensors made from sizes and numbers, where they are too large to be worked out beforehand. */
final class ShapeKernels {
    private ShapeKernels() {}

    static Kernel of(ShapeOp op, Signature signature) {
        return switch (op) {
            case ShapeOp.Shape _ -> {
                TensorData sizes = TensorData.vector(signature.x().toLongs());
                yield Kernel.single(_ -> Tensors.copyOf(sizes));
            }
            case ShapeOp.ConstantOfShape constant -> {
                long[] sizes = signature.result().toLongs();
                yield Kernel.single(_ -> torch.full(
                        sizes,
                        new Scalar(constant.value().toDoubles()[0]),
                        new TensorOptions(Tensors.scalarType(constant.value().type()))));
            }
            case ShapeOp.Range _ ->
                Kernel.single(in -> arange(in, new TensorOptions(Tensors.scalarType(signature.type()))));
        };
    }

    private static Tensor arange(Arguments in, TensorOptions options) {
        return torch.arange(in.at(0).item(), in.at(1).item(), in.at(2).item(), options);
    }
}
