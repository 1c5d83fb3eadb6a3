package dev.konkyo.image;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Resizing, warping and blurring. */
final class Pixels {
    private Pixels() {}

    static Image resize(Image image, int height, int width) {
        if (height <= 0 || width <= 0) {
            throw new IllegalArgumentException("a new size needs positive sides, got " + height + " x " + width);
        }
        boolean shrinks = height <= image.height() && width <= image.width();
        boolean grows = height >= image.height() && width >= image.width();
        if (shrinks || grows) {
            return resize(image, height, width, shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
        }
        // OpenCV averages over areas only if both sides shrink, so the side that shrinks goes first.
        Image shrunk = resize(
                image, Math.min(height, image.height()), Math.min(width, image.width()), opencv_imgproc.INTER_AREA);
        return resize(shrunk, height, width, opencv_imgproc.INTER_LINEAR);
    }

    private static Image resize(Image image, int height, int width, int interpolation) {
        try (Mat source = OpenCv.matrix(image);
                Mat target = new Mat();
                Size size = new Size(width, height)) {
            opencv_imgproc.resize(source, target, size, 0, 0, interpolation);
            return OpenCv.image(target);
        }
    }

    static Image warp(Image image, Mapping mapping, int height, int width, Border border) {
        return mapping instanceof Affine affine
                ? warp(image, affine, height, width, border)
                : remap(image, mapping.inverse(), height, width, border);
    }

    /** Each pixel comes from the place that the way back gives for its centre. */
    private static Image remap(Image image, Mapping back, int height, int width, Border border) {
        float[] places = new float[2 * height * width];
        for (int i = 0; i < height * width; i++) {
            int row = i / width;
            Point source = back.apply(new Point(i % width + 0.5, row + 0.5));
            places[2 * i] = (float) (source.x() - 0.5);
            places[2 * i + 1] = (float) (source.y() - 0.5);
        }
        try (Mat source = OpenCv.matrix(image);
                Mat target = new Mat();
                FloatPointer numbers = new FloatPointer(places);
                Mat map = new Mat(height, width, opencv_core.CV_32FC2, numbers);
                Mat none = new Mat();
                Scalar beyond = colour(border)) {
            opencv_imgproc.remap(source, target, map, none, opencv_imgproc.INTER_LINEAR, mode(border), beyond);
            return OpenCv.image(target);
        }
    }

    static Image blur(Image image, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("a blur needs a positive deviation in pixels, got " + deviation);
        }
        try (Mat source = OpenCv.matrix(image);
                Mat target = new Mat();
                Size fitted = new Size(0, 0)) {
            opencv_imgproc.GaussianBlur(source, target, fitted, deviation);
            return OpenCv.image(target);
        }
    }

    private static Image warp(Image image, Affine affine, int height, int width, Border border) {
        Margins margins = Margins.of(image, affine.inverse().apply(Box.whole(height, width)));
        // OpenCV counts from the centre of the first pixel, Affine from its corner.
        Affine centred =
                Affine.shift(0.5 - margins.left, 0.5 - margins.top).then(affine).then(Affine.shift(-0.5, -0.5));
        try (Mat source = OpenCv.matrix(image);
                Mat wider = new Mat();
                Mat target = new Mat();
                DoublePointer rows = new DoublePointer(
                        centred.xx(), centred.xy(), centred.x0(), centred.yx(), centred.yy(), centred.y0());
                Mat matrix = new Mat(2, 3, opencv_core.CV_64FC1, rows);
                Size size = new Size(width, height);
                Scalar beyond = colour(border)) {
            int mode = mode(border);
            opencv_core.copyMakeBorder(
                    source, wider, margins.top, margins.bottom, margins.left, margins.right, mode, beyond);
            opencv_imgproc.warpAffine(wider, target, matrix, size, opencv_imgproc.INTER_LINEAR, mode, beyond);
            return OpenCv.image(target);
        }
    }

    /**
     * How far a warp reaches beyond each edge of a photo. What lies there is laid around the photo first, as OpenCV's warp looks each such
     * pixel up by itself, which takes several times as long as within.
     */
    private record Margins(int left, int top, int right, int bottom) {
        private static final Margins NONE = new Margins(0, 0, 0, 0);

        /** OpenCV warps no picture with a longer side. */
        private static final int LONGEST = Short.MAX_VALUE - 1;

        /** @param read part of the plane that the warp reads, in the photo's coordinates */
        static Margins of(Image image, Box read) {
            Margins all = new Margins(
                    pixels(-read.x()),
                    pixels(-read.y()),
                    pixels(read.right() - image.width()),
                    pixels(read.bottom() - image.height()));
            // Farther out, the margins would be larger than the photo.
            boolean near = all.left + all.right <= image.width() && all.top + all.bottom <= image.height();
            boolean warpable =
                    image.width() + all.left + all.right <= LONGEST && image.height() + all.top + all.bottom <= LONGEST;
            return near && warpable ? all : NONE;
        }

        /** One more, for the neighbour that interpolation mixes in. */
        private static int pixels(double reach) {
            return (int) Math.clamp(Math.ceil(reach) + 1, 0, LONGEST);
        }
    }

    private static Scalar colour(Border border) {
        return border instanceof Border.Colour(int red, int green, int blue)
                ? new Scalar(red, green, blue, 0)
                : new Scalar(0, 0, 0, 0);
    }

    private static int mode(Border border) {
        return switch (border) {
            case Border.Colour _ -> opencv_core.BORDER_CONSTANT;
            case Border.Edge.REPLICATE -> opencv_core.BORDER_REPLICATE;
            case Border.Edge.REFLECT -> opencv_core.BORDER_REFLECT_101;
        };
    }
}
