package dev.konkyo.graph;

import java.util.List;

/**
 * A value that the caller gives.
 *
 * @param sizes one per axis; {@link #FREE} where any size is taken, as on the batch axis
 */
public record GraphInput(String name, ElementType type, List<Integer> sizes) {
    /** An axis of any size. */
    public static final int FREE = -1;

    public GraphInput {
        sizes = List.copyOf(sizes);
    }

    /** Float32 images [N, channels, height, width] with N free. */
    public static GraphInput images(String name, int channels, int height, int width) {
        return new GraphInput(name, ElementType.FLOAT32, List.of(FREE, channels, height, width));
    }

    /** The shape with every free axis at the given size. */
    public Shape shape(int free) {
        return Shape.of(
                sizes.stream().mapToInt(size -> size == FREE ? free : size).toArray());
    }

    /** Whether a tensor of this shape may be given. */
    public boolean accepts(Shape shape) {
        if (shape.rank() != sizes.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (sizes.get(axis) != FREE && sizes.get(axis) != shape.at(axis)) {
                return false;
            }
        }
        return true;
    }
}
