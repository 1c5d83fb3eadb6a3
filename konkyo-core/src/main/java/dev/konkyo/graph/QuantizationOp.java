package dev.konkyo.graph;

import java.util.List;

/** Between floats and 8-bit integers: x is about (q - zero point) * scale. Inputs: x or q, scale, optional zero point. */
public sealed interface QuantizationOp extends Op {

    /** saturate(round half to even(x / scale) + zero point); the type is the zero point's, uint8 without one. */
    record QuantizeLinear(@Default("1") int axis) implements QuantizationOp {
        @Override
        public List<Operand> infer(Operands in) {
            Operand zeroPoint = in.optional(2);
            return List.of(in.at(0).typed(zeroPoint == null ? ElementType.UINT8 : zeroPoint.type()));
        }
    }

    /** (q - zero point) * scale. */
    record DequantizeLinear(@Default("1") int axis) implements QuantizationOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).typed(in.at(1).type()));
        }
    }
}
