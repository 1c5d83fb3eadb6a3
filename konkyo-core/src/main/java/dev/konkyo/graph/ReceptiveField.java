package dev.konkyo.graph;

import java.util.Map;

/**
 * The part of a photo that a place of a map depends on.
 *
 * <p>Source: Araujo et al., Computing Receptive Fields of Convolutional Neural Networks, Distill 2019.
 *
 * @param vertical along the height
 * @param horizontal along the width
 */
public record ReceptiveField(Axis vertical, Axis horizontal) {

    /**
     * Along one axis, in pixels of the photo.
     *
     * @param size pixels that one place depends on; may reach over the photo's border into the padding
     * @param stride pixels from one place to the next
     * @param offset from the photo's border to the centre of the first place's field; 0.5 for the photo itself
     */
    public record Axis(double size, double stride, double offset) {
        /** A pixel of the photo. */
        static final Axis PIXEL = new Axis(1, 1, 0.5);

        /** A value that depends on all pixels. */
        static Axis whole(int pixels) {
            return new Axis(pixels, pixels, pixels / 2.0);
        }

        /** A window over this many places, dilation included, with padding before the first. */
        Axis window(int extent, int step, int padding) {
            return new Axis(
                    size + (extent - 1) * stride, stride * step, offset + ((extent - 1) / 2.0 - padding) * stride);
        }

        /** Places between the places, so that there are {@code factor} times as many, each reading {@code taps} of the old ones. */
        Axis upsampled(double factor, int taps, double shift) {
            return new Axis(size + (taps - 1) * stride, stride / factor, offset + shift * stride);
        }

        /** Both together: as many places as the finer one has, and all that either depends on. */
        Axis union(Axis other) {
            if (stride != other.stride) {
                Axis fine = stride < other.stride ? this : other;
                return new Axis(Math.max(size, other.size), fine.stride, fine.offset);
            }
            double begin = Math.min(offset - size / 2, other.offset - other.size / 2);
            double end = Math.max(offset + size / 2, other.offset + other.size / 2);
            return new Axis(end - begin, stride, (begin + end) / 2);
        }
    }

    /** The field of one value of a graph with one image input. */
    public static ReceptiveField of(Graph graph, String value) {
        ReceptiveField field = all(graph).get(value);
        if (field == null) {
            throw new GraphException("no value '" + value + "' of graph '" + graph.name() + "' depends on its photo");
        }
        return field;
    }

    /** The fields of all values that depend on the photo, by name. */
    public static Map<String, ReceptiveField> all(Graph graph) {
        return new ReceptiveFields(graph).all();
    }

    ReceptiveField union(ReceptiveField other) {
        return new ReceptiveField(vertical.union(other.vertical), horizontal.union(other.horizontal));
    }
}
