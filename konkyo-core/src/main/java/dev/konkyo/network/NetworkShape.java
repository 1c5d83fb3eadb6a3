package dev.konkyo.network;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PaddingStyle;

/**
 * What differs between two uses of the same network.
 *
 * @param classes of the head, at least 1
 * @param height of the photos, in pixels
 * @param width of the photos, in pixels
 * @param padding of the convolutions with stride 2
 */
public record NetworkShape(int classes, int height, int width, PaddingStyle padding) {
    public NetworkShape {
        if (classes < 1) {
            throw new GraphException("a network needs at least one class, got " + classes);
        }
        if (height < 1 || width < 1) {
            throw new GraphException("a network needs photos of at least 1 pixel, got " + height + " x " + width);
        }
    }

    /** Square photos and padding that is equal on all sides. */
    public static NetworkShape of(int classes, int size) {
        return new NetworkShape(classes, size, size, PaddingStyle.SYMMETRIC);
    }

    public NetworkShape padding(PaddingStyle style) {
        return new NetworkShape(classes, height, width, style);
    }
}
