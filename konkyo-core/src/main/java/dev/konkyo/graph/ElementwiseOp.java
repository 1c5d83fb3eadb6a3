package dev.konkyo.graph;

import java.util.List;

/** Arithmetic place by place; inputs broadcast against each other. */
public sealed interface ElementwiseOp extends Op {
    @Override
    default List<Operand> infer(Operands in) {
        Shape shape = in.at(0).shape();
        for (int i = 1; i < in.count(); i++) {
            shape = shape.broadcast(in.at(i).shape());
        }
        return List.of(in.at(0).shaped(shape));
    }

    record Add() implements ElementwiseOp {}

    record Sub() implements ElementwiseOp {}

    record Mul() implements ElementwiseOp {}

    /** Integers divide towards zero, as in ONNX. */
    record Div() implements ElementwiseOp {}

    record Pow() implements ElementwiseOp {}

    /** Of any number of inputs. */
    record Min() implements ElementwiseOp {}

    /** Of any number of inputs. */
    record Max() implements ElementwiseOp {}

    record Sqrt() implements ElementwiseOp {}

    record Exp() implements ElementwiseOp {}

    record Log() implements ElementwiseOp {}

    record Neg() implements ElementwiseOp {}

    record Abs() implements ElementwiseOp {}

    /** The Gauss error function. */
    record Erf() implements ElementwiseOp {}

    record Floor() implements ElementwiseOp {}

    record Ceil() implements ElementwiseOp {}

    record Reciprocal() implements ElementwiseOp {}
}
