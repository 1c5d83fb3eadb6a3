package dev.konkyo.graph;

/** What a graph expects of a tensor in its weights. */
public record Parameter(ElementType type, Shape shape, Role role) {
    /** Whether gradient descent changes it. */
    public enum Role {
        /** Learnt by gradient descent. */
        TRAINED,
        /** Kept beside the learnt ones, such as the running statistics of batch normalisation. */
        BUFFER
    }

    /** A learnt float32 parameter. */
    public static Parameter trained(Shape shape) {
        return new Parameter(ElementType.FLOAT32, shape, Role.TRAINED);
    }

    /** A float32 buffer. */
    public static Parameter buffer(Shape shape) {
        return new Parameter(ElementType.FLOAT32, shape, Role.BUFFER);
    }
}
