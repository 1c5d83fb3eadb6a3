package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same elements (or some of them) in another order, shape or type. */
public sealed interface LayoutOp extends Op {

    /** Inputs one after the other along an axis. */
    record Concat(int axis) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape shape = in.at(0).shape();
            for (int i = 1; i < in.count(); i++) {
                Shape next = in.at(i).shape();
                if (next.rank() != shape.rank()
                        || !next.with(axis, shape.at(axis)).equals(shape)) {
                    throw new GraphException("cannot join " + shape + " and " + next + " along axis " + axis);
                }
                shape = shape.with(axis, shape.at(axis) + next.at(axis));
            }
            return List.of(in.at(0).shaped(shape));
        }
    }

    /** Inputs: x, optional sizes of the parts; without sizes, numOutputs equal parts (the last may be smaller). */
    record Split(@Default("0") int axis, @Default("0") int numOutputs) implements LayoutOp {
        public Split {
            Attributes.check("num_outputs", 0, numOutputs);
        }

        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            long[] given = in.optionalIntegers(1);
            return Arrays.stream(given == null ? sizes(x.at(axis)) : given)
                    .mapToObj(size -> in.at(0).shaped(x.with(axis, (int) size)))
                    .toList();
        }

        /** The sizes of the parts of an axis of this size when none are given. */
        public long[] sizes(int size) {
            int part = Math.ceilDiv(size, Math.max(1, numOutputs));
            return IntStream.range(0, numOutputs)
                    .mapToLong(i -> Math.clamp(size - (long) i * part, 0, part))
                    .toArray();
        }
    }

    /** Inputs: x, starts, ends, optional axes, optional steps. */
    record Slice() implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            Shape shape = x;
            for (Range range :
                    ranges(x, in.integers(1), in.integers(2), in.optionalIntegers(3), in.optionalIntegers(4))) {
                shape = shape.with(range.axis, range.count());
            }
            return List.of(in.at(0).shaped(shape));
        }

        /** What is taken along one axis: start, start + step, ... before end, all inside the axis. */
        public record Range(int axis, int start, int end, int step) {
            public int count() {
                return Math.max(0, Math.ceilDiv(end - start, step));
            }
        }

        /** The ranges with negative and over-long limits resolved. Null axes mean the first ones, null steps mean 1. */
        public static List<Range> ranges(
                Shape x,
                long[] starts,
                long[] ends,
                long @org.jspecify.annotations.Nullable [] axes,
                long @org.jspecify.annotations.Nullable [] steps) {
            List<Range> ranges = new ArrayList<>();
            for (int i = 0; i < starts.length; i++) {
                int axis = x.axis(axes == null ? i : (int) axes[i]);
                int step = steps == null ? 1 : (int) steps[i];
                if (step == 0) {
                    throw new GraphException("steps must not be 0, got " + Arrays.toString(steps));
                }
                int size = x.at(axis);
                int low = step > 0 ? 0 : -1;
                int high = step > 0 ? size : size - 1;
                ranges.add(new Range(axis, limit(starts[i], size, low, high), limit(ends[i], size, low, high), step));
            }
            return ranges;
        }

        private static int limit(long position, int size, int low, int high) {
            return (int) Math.clamp(position < 0 ? position + size : position, (long) low, (long) high);
        }
    }

    /** Inputs: x, indices of any shape into an axis. */
    record Gather(@Default("0") int axis) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            int at = x.axis(axis);
            List<Integer> sizes = new ArrayList<>(Window.sizes(x, 0).subList(0, at));
            sizes.addAll(Window.sizes(in.at(1).shape(), 0));
            sizes.addAll(Window.sizes(x, at + 1));
            return List.of(
                    in.at(0).shaped(sizes.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    /** Inputs: x, shape, in which -1 is what remains and 0 keeps the input's size. */
    record Reshape(@Default("0") boolean allowzero) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).shaped(resolve(in.at(0).shape(), in.integers(1))));
        }

        /** The concrete shape. */
        public Shape resolve(Shape x, long... wanted) {
            long[] sizes = wanted.clone();
            int free = -1;
            long known = 1;
            for (int i = 0; i < sizes.length; i++) {
                if (sizes[i] == 0 && !allowzero) {
                    sizes[i] = x.at(i);
                }
                if (sizes[i] == -1) {
                    free = i;
                } else {
                    known *= sizes[i];
                }
            }
            if (free >= 0) {
                sizes[free] = known == 0 ? 0 : x.elements() / known;
            }
            Shape shape = Shape.ofLongs(sizes);
            if (shape.elements() != x.elements()) {
                throw new GraphException("cannot reshape " + x + " to " + Arrays.toString(wanted));
            }
            return shape;
        }
    }

    /** To a matrix: axes before the given one become rows, the others columns. */
    record Flatten(@Default("1") int axis) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            int at = axis == x.rank() ? axis : x.axis(axis);
            int rows = 1;
            for (int i = 0; i < at; i++) {
                rows *= x.at(i);
            }
            return List.of(in.at(0).shaped(rows, Math.toIntExact(x.elements() / Math.max(1, rows))));
        }
    }

    /** Axes in another order; without one, reversed. */
    record Transpose(List<Integer> perm) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            return List.of(
                    in.at(0).shaped(order(x.rank()).stream().mapToInt(x::at).toArray()));
        }

        /** The order, filled in. */
        public List<Integer> order(int rank) {
            return perm.isEmpty()
                    ? IntStream.iterate(rank - 1, axis -> axis >= 0, axis -> axis - 1)
                            .boxed()
                            .toList()
                    : perm;
        }
    }

    /** Without axes of size 1. Inputs: x, optional axes. */
    record Squeeze() implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).shaped(resolve(in.at(0).shape(), in.optionalIntegers(1))));
        }

        /** The resulting shape; null axes mean every axis of size 1. */
        public static Shape resolve(Shape x, long @org.jspecify.annotations.Nullable [] axes) {
            Set<Integer> dropped = axes == null
                    ? IntStream.range(0, x.rank())
                            .filter(i -> x.at(i) == 1)
                            .boxed()
                            .collect(Collectors.toSet())
                    : Arrays.stream(axes).mapToObj(axis -> x.axis((int) axis)).collect(Collectors.toSet());
            dropped.stream().filter(axis -> x.at(axis) != 1).findFirst().ifPresent(axis -> {
                throw new GraphException("axis " + axis + " of " + x + " is not of size 1");
            });
            return Shape.of(IntStream.range(0, x.rank())
                    .filter(axis -> !dropped.contains(axis))
                    .map(x::at)
                    .toArray());
        }
    }

    /** With new axes of size 1 at these places of the result. Inputs: x, axes. */
    record Unsqueeze() implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).shaped(resolve(in.at(0).shape(), in.integers(1))));
        }

        /** The resulting shape. */
        public static Shape resolve(Shape x, long... axes) {
            int rank = x.rank() + axes.length;
            Set<Integer> added = Arrays.stream(axes)
                    .mapToObj(a -> (int) (a < 0 ? a + rank : a))
                    .collect(Collectors.toSet());
            int[] sizes = new int[rank];
            int from = 0;
            for (int axis = 0; axis < rank; axis++) {
                sizes[axis] = added.contains(axis) ? 1 : x.at(from++);
            }
            return Shape.of(sizes);
        }
    }

    /** Broadcast to a shape. Inputs: x, shape. */
    record Expand() implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).shaped(in.at(0).shape().broadcast(Shape.ofLongs(in.integers(1)))));
        }
    }

    /** Repeated along each axis. Inputs: x, repeats. */
    record Tile() implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape shape = in.at(0).shape();
            long[] repeats = in.integers(1);
            for (int axis = 0; axis < repeats.length; axis++) {
                shape = shape.with(axis, Math.toIntExact(shape.at(axis) * repeats[axis]));
            }
            return List.of(in.at(0).shaped(shape));
        }
    }

    /** Borders added (or, where negative, cut). Inputs: x, begins then ends, optional value, optional axes. */
    record Pad(@Default("constant") PadMode mode) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape shape = in.at(0).shape();
            long[] pads = resolve(shape.rank(), in.integers(1), in.optionalIntegers(3));
            for (int axis = 0; axis < shape.rank(); axis++) {
                shape = shape.with(axis, Math.toIntExact(shape.at(axis) + pads[axis] + pads[axis + shape.rank()]));
            }
            return List.of(in.at(0).shaped(shape));
        }

        /** Begins then ends for every axis of a tensor of this rank. */
        public static long[] resolve(int rank, long[] pads, long @org.jspecify.annotations.Nullable [] axes) {
            int count = pads.length / 2;
            long[] all = new long[2 * rank];
            for (int i = 0; i < count; i++) {
                int axis = (int) (axes == null ? i : axes[i] < 0 ? axes[i] + rank : axes[i]);
                all[axis] = pads[i];
                all[axis + rank] = pads[i + count];
            }
            return all;
        }
    }

    /** Elements of another type. */
    record Cast(ElementType to) implements LayoutOp {
        @Override
        public List<Operand> infer(Operands in) {
            return List.of(in.at(0).typed(to));
        }
    }

    /** Channels to places: [N, C, H, W] to [N, C / b^2, H * b, W * b]. */
    record DepthToSpace(int blocksize, @Default("DCR") DepthMode mode) implements LayoutOp {
        public DepthToSpace {
            Attributes.check("blocksize", 1, blocksize);
        }

        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.ranked(0, 4).shape();
            return List.of(in.at(0)
                    .shaped(x.at(0), x.at(1) / (blocksize * blocksize), x.at(2) * blocksize, x.at(3) * blocksize));
        }
    }

    /** Places to channels: [N, C, H, W] to [N, C * b^2, H / b, W / b]. */
    record SpaceToDepth(int blocksize) implements LayoutOp {
        public SpaceToDepth {
            Attributes.check("blocksize", 1, blocksize);
        }

        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.ranked(0, 4).shape();
            return List.of(in.at(0)
                    .shaped(x.at(0), x.at(1) * blocksize * blocksize, x.at(2) / blocksize, x.at(3) / blocksize));
        }
    }

    /** What {@link Pad} fills borders with; names are ONNX's. */
    enum PadMode {
        CONSTANT,
        REFLECT,
        EDGE,
        WRAP
    }

    /** How {@link DepthToSpace} orders channels: depth-column-row or column-row-depth. */
    enum DepthMode {
        DCR,
        CRD
    }
}
