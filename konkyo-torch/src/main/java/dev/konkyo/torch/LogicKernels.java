package dev.konkyo.torch;

import dev.konkyo.graph.LogicOp;
import org.bytedeco.pytorch.global.torch;

/** Comparisons and choices place by place. */
final class LogicKernels {
    private LogicKernels() {}

    static Kernel of(LogicOp op) {
        return switch (op) {
            case LogicOp.Equal _ -> Kernel.single(in -> torch.eq(in.at(0), in.at(1)));
            case LogicOp.Less _ -> Kernel.single(in -> torch.lt(in.at(0), in.at(1)));
            case LogicOp.Greater _ -> Kernel.single(in -> torch.gt(in.at(0), in.at(1)));
            case LogicOp.LessOrEqual _ -> Kernel.single(in -> torch.le(in.at(0), in.at(1)));
            case LogicOp.GreaterOrEqual _ -> Kernel.single(in -> torch.ge(in.at(0), in.at(1)));
            case LogicOp.And _ -> Kernel.single(in -> torch.logical_and(in.at(0), in.at(1)));
            case LogicOp.Or _ -> Kernel.single(in -> torch.logical_or(in.at(0), in.at(1)));
            case LogicOp.Not _ -> Kernel.unary(torch::logical_not);
            case LogicOp.Where _ -> Kernel.single(in -> torch.where(in.at(0), in.at(1), in.at(2)));
        };
    }
}
