package dev.konkyo.graph;

import java.util.List;
import java.util.stream.IntStream;

/** Images of another size. */
public sealed interface ResamplingOp extends Op {

    /** Inputs: x, optional region of interest (only for tf_crop_and_resize, which is refused), optional scales, optional sizes. */
    record Resize(
            @Default("0") boolean antialias,
            List<Integer> axes,
            @Default("half_pixel") CoordinateMode coordinateTransformationMode,
            @Default("-0.75") float cubicCoeffA,
            @Default("0") boolean excludeOutside,
            @Default("0.0") float extrapolationValue,
            @Default("stretch") AspectPolicy keepAspectRatioPolicy,
            @Default("nearest") Mode mode,
            @Default("round_prefer_floor") NearestMode nearestMode)
            implements ResamplingOp {
        @Override
        public List<Operand> infer(Operands in) {
            Shape x = in.at(0).shape();
            long[] sizes = in.optionalIntegers(3);
            if (keepAspectRatioPolicy != AspectPolicy.STRETCH) {
                throw new GraphException("keep_aspect_ratio_policy " + keepAspectRatioPolicy + " is not supported");
            }
            Shape shape = x;
            List<Integer> resized = axes(x.rank());
            for (int i = 0; i < resized.size(); i++) {
                int axis = resized.get(i);
                int size = sizes == null ? (int) Math.floor(x.at(axis) * scale(in, i)) : (int) sizes[i];
                shape = shape.with(axis, size);
            }
            return List.of(in.at(0).shaped(shape));
        }

        /** The axes that scales and sizes speak of. */
        public List<Integer> axes(int rank) {
            return axes.isEmpty()
                    ? IntStream.range(0, rank).boxed().toList()
                    : axes.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
        }

        private static double scale(Operands in, int index) {
            TensorData scales = in.at(2).constant();
            if (scales == null) {
                throw new GraphException("the scales depend on the photo; their values must be known beforehand");
            }
            return scales.toFloats()[index];
        }
    }

    /** How values between pixels are made. */
    enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /** Where a pixel of the result lies in the input; names are ONNX's. */
    enum CoordinateMode {
        HALF_PIXEL,
        HALF_PIXEL_SYMMETRIC,
        PYTORCH_HALF_PIXEL,
        ALIGN_CORNERS,
        ASYMMETRIC,
        TF_CROP_AND_RESIZE
    }

    /** How {@link Mode#NEAREST} rounds. */
    enum NearestMode {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL
    }

    /** What becomes of the aspect ratio; only stretching is supported. */
    enum AspectPolicy {
        STRETCH,
        NOT_LARGER,
        NOT_SMALLER
    }
}
