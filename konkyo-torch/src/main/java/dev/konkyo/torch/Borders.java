package dev.konkyo.torch;

import dev.konkyo.graph.AutoPad;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.Window;
import java.util.Arrays;
import java.util.List;

/**
 * Pixels added before and after each spatial axis; negative ones are cut.
 *
 * @param begins per spatial axis
 * @param ends per spatial axis
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; read once while a plan is compiled
record Borders(long[] begins, long[] ends) {
    /** What a window needs around images of this shape. */
    static Borders of(Window window, Shape images) {
        int axes = window.kernel().size();
        Borders borders = new Borders(new long[axes], new long[axes]);
        for (int axis = 0; axis < axes; axis++) {
            int[] pads = window.pads(images.at(axis + 2), axis);
            borders.begins[axis] = pads[0];
            borders.ends[axis] = pads[1];
        }
        return borders;
    }

    /**
     * What has to be cut from a transposed convolution without padding to arrive at the size that its attributes ask for. Where the
     * attributes give that size instead of the padding, an odd pixel is cut at the end with SAME_UPPER and at the beginning otherwise.
     */
    static Borders transposed(ConvolutionOp.ConvTranspose op, Window window, Signature signature) {
        int axes = window.kernel().size();
        Borders borders = new Borders(new long[axes], new long[axes]);
        boolean sized =
                !op.outputShape().isEmpty() || op.autoPad() == AutoPad.SAME_UPPER || op.autoPad() == AutoPad.SAME_LOWER;
        for (int axis = 0; axis < axes; axis++) {
            long full = (long) window.strides().get(axis) * (signature.x().at(axis + 2) - 1) + window.extent(axis);
            int extra = op.outputPadding().isEmpty() ? 0 : op.outputPadding().get(axis);
            int size = signature.result().at(axis + 2);
            long total = Math.max(0, full + extra - size);
            long begin = !sized
                    ? window.pads(signature.x().at(axis + 2), axis)[0]
                    : op.autoPad() == AutoPad.SAME_UPPER ? total / 2 : total - total / 2;
            borders.begins[axis] = begin;
            borders.ends[axis] = full - begin - size;
        }
        return borders;
    }

    /** With as much at the ends as the windows reach over the image, so that they fit exactly. */
    Borders covering(Window window, Signature signature) {
        long[] reached = new long[ends.length];
        for (int axis = 0; axis < ends.length; axis++) {
            long last =
                    (signature.result().at(axis + 2) - 1L) * window.strides().get(axis);
            reached[axis] =
                    Math.max(0, last + window.extent(axis) - signature.x().at(axis + 2) - begins[axis]);
        }
        return new Borders(begins, reached);
    }

    boolean symmetric() {
        return Arrays.equals(begins, ends) && Arrays.stream(begins).allMatch(size -> size >= 0);
    }

    Borders negated() {
        return new Borders(
                Arrays.stream(begins).map(size -> -size).toArray(),
                Arrays.stream(ends).map(size -> -size).toArray());
    }

    /** As libtorch wants padding: begin and end of the last axis first. */
    long[] torchOrder() {
        long[] order = new long[2 * begins.length];
        for (int axis = 0; axis < begins.length; axis++) {
            order[2 * axis] = begins[begins.length - 1 - axis];
            order[2 * axis + 1] = ends[begins.length - 1 - axis];
        }
        return order;
    }

    static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }
}
