package dev.konkyo.graph;

/**
 * A value of a graph that is being built.
 *
 * @param shape its sizes for a batch of one
 */
public record Value(String name, ElementType type, Shape shape) {
    /** Channels of images [N, C, H, W], or features of a matrix [N, C]. */
    public int channels() {
        return shape.at(1);
    }
}
