package dev.konkyo.graph;

import java.util.List;

/** Comparisons and choices place by place; inputs broadcast against each other. */
public sealed interface LogicOp extends Op {
    @Override
    default List<Operand> infer(Operands in) {
        Shape shape = in.at(0).shape();
        for (int i = 1; i < in.count(); i++) {
            shape = shape.broadcast(in.at(i).shape());
        }
        return List.of(Operand.of(ElementType.BOOL, shape));
    }

    record Equal() implements LogicOp {}

    record Less() implements LogicOp {}

    record Greater() implements LogicOp {}

    record LessOrEqual() implements LogicOp {}

    record GreaterOrEqual() implements LogicOp {}

    record And() implements LogicOp {}

    record Or() implements LogicOp {}

    record Not() implements LogicOp {}

    /** Inputs: condition, value where true, value where false. */
    record Where() implements LogicOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape values = in.at(1).shape().broadcast(in.at(2).shape());
            return List.of(in.at(1).shaped(in.at(0).shape().broadcast(values)));
        }
    }
}
