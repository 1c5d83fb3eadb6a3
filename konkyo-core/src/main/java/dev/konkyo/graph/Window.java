package dev.konkyo.graph;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window that slides over the spatial axes of an image, all attributes filled in.
 *
 * @param kernel size per axis
 * @param explicitPads begin of each axis, then end of each axis; used with {@link AutoPad#NOTSET}
 */
public record Window(
        List<Integer> kernel,
        List<Integer> strides,
        List<Integer> dilations,
        List<Integer> explicitPads,
        AutoPad autoPad) {
    /** Engines make a table of a window's pixels. */
    private static final int LARGEST = 1 << 24;

    /** Fills in what a file left out: strides and dilations 1, no padding. */
    static Window of(
            int axes,
            List<Integer> kernel,
            List<Integer> strides,
            List<Integer> dilations,
            List<Integer> pads,
            AutoPad autoPad) {
        if (kernel.size() != axes) {
            throw new GraphException("a kernel of " + kernel + " does not fit " + axes + " spatial axes");
        }
        Attributes.check("kernel_shape", 1, kernel);
        if (kernel.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b) > LARGEST) {
            throw new GraphException(
                    "a window of " + kernel + " holds more than " + LARGEST + " pixels; is the file damaged?");
        }
        Attributes.check("strides", 1, strides);
        Attributes.check("dilations", 1, dilations);
        Attributes.check("pads", 0, pads);
        return new Window(
                List.copyOf(kernel),
                filled(strides, axes, 1),
                filled(dilations, axes, 1),
                filled(pads, 2 * axes, 0),
                autoPad);
    }

    private static List<Integer> filled(List<Integer> values, int count, int missing) {
        if (!values.isEmpty() && values.size() != count) {
            throw new GraphException("expected " + count + " values, got " + values);
        }
        return values.isEmpty() ? Collections.nCopies(count, missing) : List.copyOf(values);
    }

    static List<Integer> sizes(Shape shape, int from) {
        return IntStream.range(from, shape.rank()).mapToObj(shape::at).toList();
    }

    /** Pixels that the window spans along an axis, dilation included. */
    public int extent(int axis) {
        return Math.addExact(Math.multiplyExact(dilations.get(axis), kernel.get(axis) - 1), 1);
    }

    /** Padding before and after an axis of this size. */
    public int[] pads(int size, int axis) {
        return switch (autoPad) {
            case NOTSET -> new int[] {explicitPads.get(axis), explicitPads.get(axis + kernel.size())};
            case VALID -> new int[] {0, 0};
            case SAME_UPPER, SAME_LOWER -> {
                int places = Math.ceilDiv(size, strides.get(axis));
                int total = Math.max(0, Math.addExact((places - 1) * strides.get(axis) - size, extent(axis)));
                int small = total / 2;
                yield autoPad == AutoPad.SAME_UPPER
                        ? new int[] {small, total - small}
                        : new int[] {total - small, small};
            }
        };
    }

    /** Places of the window along an axis; with ceilMode a last one that hangs over the end but starts inside. */
    int places(int size, int axis, boolean ceilMode) {
        int[] pads = pads(size, axis);
        int room = Math.addExact(size, Math.addExact(pads[0], pads[1])) - extent(axis);
        int stride = strides.get(axis);
        if (room < 0) {
            throw new GraphException("a window of " + extent(axis) + " does not fit into " + size + " + "
                    + (pads[0] + pads[1]) + " pixels; is the photo smaller than the network needs?");
        }
        int places = (ceilMode ? Math.ceilDiv(room, stride) : room / stride) + 1;
        return ceilMode && (places - 1) * stride >= size + pads[0] ? places - 1 : places;
    }

    /** Sizes [N, channels, places...] of a convolution of these images. */
    int[] convolved(Shape images, int channels) {
        return slid(images, channels, false);
    }

    int[] slid(Shape images, int channels, boolean ceilMode) {
        int[] sizes = images.toInts();
        sizes[1] = channels;
        for (int axis = 0; axis < kernel.size(); axis++) {
            sizes[axis + 2] = places(sizes[axis + 2], axis, ceilMode);
        }
        return sizes;
    }
}
