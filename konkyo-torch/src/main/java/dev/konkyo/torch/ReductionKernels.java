package dev.konkyo.torch;

import dev.konkyo.graph.ReductionOp;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Summaries along axes. */
final class ReductionKernels {
    private ReductionKernels() {}

    static Kernel of(ReductionOp op, Signature signature) {
        return switch (op) {
            case ReductionOp.OverAxes over -> overAxes(over, signature);
            case ReductionOp.ArgMax largest -> argMax(largest, signature);
            case ReductionOp.TopK top -> top(top, signature);
        };
    }

    private static Kernel overAxes(ReductionOp.OverAxes op, Signature signature) {
        long[] given = signature.in().optionalIntegers(1);
        Set<Integer> axes = op.axes(signature.x().rank(), given == null ? new long[0] : given);
        if (axes.isEmpty()) {
            return Kernel.unary(Tensor::new);
        }
        long[] dims = axes.stream().mapToLong(Integer::longValue).toArray();
        boolean keep = op.keepdims();
        Kernel.Single reduced = switch (op) {
            case ReductionOp.ReduceMean _ -> in -> torch.mean(in.at(0), dims, keep, new ScalarTypeOptional());
            case ReductionOp.ReduceSum _ -> in -> torch.sum(in.at(0), dims, keep, sameType(in.at(0)));
            case ReductionOp.ReduceMax _ -> in -> torch.amax(in.at(0), dims, keep);
            case ReductionOp.ReduceMin _ -> in -> torch.amin(in.at(0), dims, keep);
            case ReductionOp.ReduceProd _ -> in -> product(in.at(0), axes, keep);
            case ReductionOp.ReduceL2 _ ->
                in -> torch.linalg_vector_norm(in.at(0), new Scalar(2), dims, keep, new ScalarTypeOptional());
        };
        return Kernel.single(reduced);
    }

    /** Sums of integers would otherwise come out as int64. */
    private static ScalarTypeOptional sameType(Tensor tensor) {
        return new ScalarTypeOptional(tensor.scalar_type());
    }

    private static Tensor product(Tensor x, Set<Integer> axes, boolean keep) {
        Tensor result = x;
        for (int axis : new TreeSet<>(axes).reversed()) {
            result = torch.prod(result, axis, keep, sameType(x));
        }
        return result;
    }

    private static Kernel argMax(ReductionOp.ArgMax op, Signature signature) {
        int axis = signature.x().axis(op.axis());
        int last = signature.x().at(axis) - 1;
        return Kernel.unary(x -> {
            if (!op.selectLastIndex()) {
                return torch.argmax(x, new LongOptional(axis), op.keepdims());
            }
            Tensor fromEnd = torch.argmax(x.flip(axis), new LongOptional(axis), op.keepdims());
            return fromEnd.neg().add(new Scalar(last));
        });
    }

    private static Kernel top(ReductionOp.TopK op, Signature signature) {
        long k = signature.in().integers(1)[0];
        return in -> {
            T_TensorTensor_T top = torch.topk(in.at(0), k, op.axis(), op.largest(), op.sorted());
            return List.of(new Tensor(top.get0()), new Tensor(top.get1()));
        };
    }
}
