package dev.konkyo.graph;

import java.util.Arrays;
import java.util.List;

/** Tensors made from sizes and numbers instead of from photos. */
public sealed interface ShapeOp extends Op {

    /** The sizes of a tensor from axis start up to, not including, axis end. */
    record Shape(
            @Default("0") int start, @Default("2147483647") int end) implements ShapeOp {
        @Override
        public List<Operand> infer(Operands in) {
            long[] sizes = in.at(0).shape().toLongs();
            int from = clamp(start, sizes.length);
            return List.of(Operand.of(
                    TensorData.vector(Arrays.copyOfRange(sizes, from, Math.max(from, clamp(end, sizes.length))))));
        }

        private static int clamp(int axis, int rank) {
            return Math.clamp(axis < 0 ? (long) axis + rank : axis, 0, rank);
        }
    }

    /**
     * A tensor of equal elements. Input: its shape.
     *
     * @param value one element; float 0 if left out
     */
    record ConstantOfShape(@Default("") TensorData value) implements ShapeOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(Operand.of(value.type(), dev.konkyo.graph.Shape.ofLongs(in.integers(0))));
        }
    }

    /** start, start + delta, ... up to, not including, limit. Inputs: three scalars. */
    record Range() implements ShapeOp {
        @Override
        public List<Operand> infer(Operands in) {
            double start = scalar(in, 0);
            double count = Math.ceil((scalar(in, 1) - start) / scalar(in, 2));
            return List.of(in.at(0).shaped((int) Math.max(0, count)));
        }

        private static double scalar(Operands in, int index) {
            TensorData constant = in.at(index).constant();
            if (constant == null) {
                throw new GraphException(
                        "input " + index + " depends on the photo; its value must be known beforehand");
            }
            return constant.toDoubles()[0];
        }
    }
}
