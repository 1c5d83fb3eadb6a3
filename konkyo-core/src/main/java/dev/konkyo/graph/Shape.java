package dev.konkyo.graph;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The concrete sizes of a tensor, outermost axis first; a scalar has no axes. */
public final class Shape {
    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape of these sizes.
     *
     * @throws GraphException if a size is negative
     */
    public static Shape of(int... sizes) {
        for (int size : sizes) {
            if (size < 0) {
                throw new GraphException("sizes must not be negative, got " + Arrays.toString(sizes));
            }
        }
        return new Shape(sizes.clone());
    }

    /**
     * A shape of these sizes.
     *
     * @throws GraphException if a size is negative or over 2^31 - 1
     */
    public static Shape ofLongs(long... sizes) {
        return of(Arrays.stream(sizes)
                .mapToInt(size -> {
                    if (size < 0 || size > Integer.MAX_VALUE) {
                        throw new GraphException("sizes must lie in [0, 2^31), got " + Arrays.toString(sizes));
                    }
                    return (int) size;
                })
                .toArray());
    }

    public int rank() {
        return sizes.length;
    }

    /** The size of an axis; negative axes count from the end, as in ONNX. */
    public int at(int axis) {
        return sizes[axis(axis)];
    }

    /**
     * The axis counted from the front.
     *
     * @param axis in [-rank, rank)
     * @throws GraphException if there is no such axis
     */
    public int axis(int axis) {
        if (axis < -sizes.length || axis >= sizes.length) {
            throw new GraphException("axis " + axis + " does not exist in " + this);
        }
        return axis < 0 ? axis + sizes.length : axis;
    }

    /** The number of elements. */
    public long elements() {
        return Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
    }

    public int[] toInts() {
        return sizes.clone();
    }

    public long[] toLongs() {
        return Arrays.stream(sizes).asLongStream().toArray();
    }

    /** This shape with one axis of another size. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis(axis)] = size;
        return of(changed);
    }

    /**
     * The shape of an element-wise result of both (ONNX's multidirectional broadcasting).
     *
     * @throws GraphException if two sizes differ and neither is 1
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        return of(IntStream.range(0, rank)
                .map(axis -> {
                    int mine = fromEnd(rank - axis);
                    int theirs = other.fromEnd(rank - axis);
                    if (mine != theirs && mine != 1 && theirs != 1) {
                        throw new GraphException("shapes " + this + " and " + other + " do not broadcast");
                    }
                    return mine == 1 ? theirs : mine;
                })
                .toArray());
    }

    private int fromEnd(int distance) {
        return distance > sizes.length ? 1 : sizes[sizes.length - distance];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(shape.sizes, sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
