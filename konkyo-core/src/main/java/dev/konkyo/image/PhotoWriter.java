package dev.konkyo.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images and masks as files. An existing file is replaced. */
public final class PhotoWriter {
    private PhotoWriter() {}

    /** Writes an 8-bit RGB PNG, which loses nothing. */
    public static void writePng(Image image, Path file) throws IOException {
        Files.write(file, png(image));
    }

    /** How finely a JPEG stores colour; brightness always has every pixel. */
    public enum Chroma {
        /** One sample for two by two pixels, as cameras do it (4:2:0): thin coloured lines fade. */
        HALVED(opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420),
        /** One sample for each pixel (4:4:4). */
        FULL(opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444);

        private final int factor;

        Chroma(int factor) {
            this.factor = factor;
        }
    }

    /**
     * Writes a JPEG with halved chroma.
     *
     * @param quality in [0, 100]; 90 is common for photos
     */
    public static void writeJpeg(Image image, Path file, int quality) throws IOException {
        writeJpeg(image, file, quality, Chroma.HALVED);
    }

    /** Writes a JPEG; quality in [0, 100]. */
    public static void writeJpeg(Image image, Path file, int quality, Chroma chroma) throws IOException {
        Files.write(file, jpeg(image, quality, chroma));
    }

    /** Writes an 8-bit grey PNG: 255 where the mask is set, 0 elsewhere. */
    public static void writePng(Mask mask, Path file) throws IOException {
        Files.write(file, png(mask));
    }

    /** The bytes of an 8-bit RGB PNG file. */
    public static byte[] png(Image image) {
        try (IntPointer none = new IntPointer(0L)) {
            return encode(image, ".png", none);
        }
    }

    /** The bytes of a JPEG file with halved chroma; quality in [0, 100]. */
    public static byte[] jpeg(Image image, int quality) {
        return jpeg(image, quality, Chroma.HALVED);
    }

    /** The bytes of a JPEG file; quality in [0, 100]. */
    public static byte[] jpeg(Image image, int quality, Chroma chroma) {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality lies in [0, 100], got " + quality);
        }
        try (IntPointer parameters = new IntPointer(
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                quality,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                chroma.factor)) {
            return encode(image, ".jpg", parameters);
        }
    }

    /** The bytes of an 8-bit grey PNG file: 255 where the mask is set, 0 elsewhere. */
    public static byte[] png(Mask mask) {
        byte[] grey = new byte[mask.height() * mask.width()];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (mask.pixels()[i] ? 255 : 0);
        }
        try (Mat matrix = new Mat(mask.height(), mask.width(), opencv_core.CV_8UC1);
                IntPointer none = new IntPointer(0L)) {
            matrix.data().put(grey);
            return encode(matrix, ".png", none);
        }
    }

    private static byte[] encode(Image image, String extension, IntPointer parameters) {
        try (Mat rgb = OpenCv.matrix(image);
                Mat bgr = new Mat()) {
            opencv_imgproc.cvtColor(rgb, bgr, opencv_imgproc.COLOR_RGB2BGR);
            return encode(bgr, extension, parameters);
        }
    }

    static byte[] encode(Mat matrix, String extension, IntPointer parameters) {
        try (BytePointer file = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(extension, matrix, file, parameters)) {
                throw new IllegalStateException(
                        "OpenCV could not write " + matrix.rows() + " x " + matrix.cols() + " pixels as " + extension);
            }
            byte[] bytes = new byte[Math.toIntExact(file.limit())];
            file.get(bytes);
            return bytes;
        }
    }
}
