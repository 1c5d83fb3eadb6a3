package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Summaries along axes. */
public sealed interface ReductionOp extends Op {

    /** Reductions whose axes are an input that may be left out. */
    sealed interface OverAxes extends ReductionOp {
        /** Whether reduced axes stay with size 1. */
        boolean keepdims();

        /** What empty axes mean: nothing is reduced (true) or everything (false). */
        boolean noopWithEmptyAxes();

        /** The axes to reduce, counted from the front, given what the second input holds. */
        default Set<Integer> axes(int rank, long... given) {
            if (given.length == 0) {
                return noopWithEmptyAxes()
                        ? Set.of()
                        : IntStream.range(0, rank).boxed().collect(Collectors.toCollection(TreeSet::new));
            }
            return Arrays.stream(given)
                    .mapToObj(axis -> (int) (axis < 0 ? axis + rank : axis))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        default List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            long[] given = in.optionalIntegers(1);
            Set<Integer> axes = axes(x.rank(), given == null ? new long[0] : given);
            return List.of(in.at(0).shaped(reduced(x, axes, keepdims())));
        }
    }

    record ReduceMean(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    record ReduceSum(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    record ReduceMax(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    record ReduceMin(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    record ReduceProd(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    /** The square root of the sum of squares. */
    record ReduceL2(
            @Default("1") boolean keepdims, @Default("0") boolean noopWithEmptyAxes) implements OverAxes {}

    /** The index of the largest element along an axis, the first one of equals. */
    record ArgMax(
            @Default("0") int axis,
            @Default("1") boolean keepdims,
            @Default("0") boolean selectLastIndex) implements ReductionOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            return List.of(Operand.of(ElementType.INT64, reduced(x, Set.of(x.axis(axis)), keepdims)));
        }
    }

    /** The k largest (or smallest) elements along an axis and their indices. Inputs: x, k [1]. */
    record TopK(
            @Default("-1") int axis,
            @Default("1") boolean largest,
            @Default("1") boolean sorted) implements ReductionOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            int k = (int) in.integers(1)[0];
            if (k < 0 || k > x.at(axis)) {
                throw new GraphException("cannot take the " + k + " largest of " + x.at(axis) + " elements");
            }
            Shape shape = x.with(axis, k);
            return List.of(in.at(0).shaped(shape), Operand.of(ElementType.INT64, shape));
        }
    }

    private static Shape reduced(Shape x, Set<Integer> axes, boolean keepdims) {
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!axes.contains(axis)) {
                sizes.add(x.at(axis));
            } else if (keepdims) {
                sizes.add(1);
            }
        }
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }
}
