package dev.konkyo.graph;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a value before the graph runs.
 *
 * @param constant its elements where they are known already, as for shapes that were computed from shapes
 */
public record Operand(
        ElementType type, Shape shape, @Nullable TensorData constant) {
    public static Operand of(ElementType type, Shape shape) {
        return new Operand(type, shape, null);
    }

    public static Operand of(TensorData constant) {
        return new Operand(constant.type(), constant.shape(), constant);
    }

    /** The same type in another shape. */
    public Operand shaped(Shape other) {
        return of(type, other);
    }

    public Operand shaped(int... sizes) {
        return of(type, Shape.of(sizes));
    }

    /** The same shape with other elements. */
    public Operand typed(ElementType other) {
        return of(other, shape);
    }
}
