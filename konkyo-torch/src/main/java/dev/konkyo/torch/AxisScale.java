package dev.konkyo.torch;

import dev.konkyo.graph.ResamplingOp.CoordinateMode;
import dev.konkyo.graph.ResamplingOp.NearestMode;
import dev.konkyo.graph.ResamplingOp.Resize;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One axis that is resized. Coordinates are computed in float, as ONNX Runtime does, so that ties round alike.
 *
 * @param from pixels before
 * @param to pixels after
 * @param factor about to / from; differs where a given factor does not fit whole pixels
 */
record AxisScale(int from, int to, float factor) {
    static AxisScale of(int from, int to, @Nullable Float factor) {
        return new AxisScale(from, to, factor == null ? (float) to / from : factor);
    }

    boolean identity() {
        return from == to && factor == 1;
    }

    /** Whether the factor is the ratio of the sizes. */
    boolean exact() {
        return Math.abs(factor * from - to) < 1e-4f * to;
    }

    /** Where a pixel of the result lies in the input. */
    float source(int place, CoordinateMode mode) {
        return switch (mode) {
            case HALF_PIXEL -> (place + 0.5f) / factor - 0.5f;
            case PYTORCH_HALF_PIXEL -> to > 1 ? (place + 0.5f) / factor - 0.5f : 0;
            case ALIGN_CORNERS -> to == 1 ? 0 : (float) place * (from - 1) / (to - 1);
            case ASYMMETRIC -> place / factor;
            case HALF_PIXEL_SYMMETRIC -> {
                float adjustment = to / (factor * from);
                yield from / 2f * (1 - adjustment) + (place + 0.5f) / factor - 0.5f;
            }
            case TF_CROP_AND_RESIZE ->
                throw new TorchException(
                        "Resize with tf_crop_and_resize is not supported; expected another coordinate mode");
        };
    }

    /** For each pixel of the result the pixel of the input that is taken. */
    long[] nearest(Resize op) {
        return LongStream.range(0, to)
                .map(place -> Math.clamp(
                        rounded(source((int) place, op.coordinateTransformationMode()), op.nearestMode()), 0, from - 1))
                .toArray();
    }

    private static long rounded(float place, NearestMode mode) {
        return switch (mode) {
            case ROUND_PREFER_FLOOR -> (long) Math.ceil(place - 0.5f);
            case ROUND_PREFER_CEIL -> (long) Math.floor(place + 0.5f);
            case FLOOR -> (long) Math.floor(place);
            case CEIL -> (long) Math.ceil(place);
        };
    }
}
