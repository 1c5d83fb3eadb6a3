package dev.konkyo.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels from the bytes of a file whose header was found good. */
final class Decoder {
    private static final int UPRIGHT_BY_US = opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

    private Decoder() {}

    static Image decode(byte[] file, PhotoHeader header, int shortSideAtLeast) {
        Image stored = header.transparent() ? onWhite(file, header) : opaque(file, header, shortSideAtLeast);
        return header.orientation().upright(stored);
    }

    static Mask mask(byte[] file, PhotoHeader header) {
        Image image = decode(file, header, Integer.MAX_VALUE);
        boolean[] set = new boolean[image.height() * image.width()];
        int brightest = 0;
        for (int i = 0; i < set.length; i++) {
            int green = Byte.toUnsignedInt(image.rgb()[3 * i + 1]);
            brightest = Math.max(brightest, green);
            set[i] = green > 127;
        }
        if (brightest > 0 && brightest < 128) {
            throw new UnreadablePhotoException(
                    "no mask: expected 255 where the defect is and 0 elsewhere, got values up to " + brightest);
        }
        return new Mask(image.height(), image.width(), set);
    }

    private static Image opaque(byte[] file, PhotoHeader header, int shortSideAtLeast) {
        int flags = opencv_imgcodecs.IMREAD_COLOR_RGB | reduction(header, shortSideAtLeast) | UPRIGHT_BY_US;
        try (Mat matrix = matrix(file, header, flags)) {
            return OpenCv.image(matrix);
        }
    }

    /**
     * Only JPEG's transform yields smaller images for less work. The flags named after grey hold the factor alone; those named
     * after colour also ask for blue, green, red, which must not be asked for beside red, green, blue.
     */
    private static int reduction(PhotoHeader header, int shortSideAtLeast) {
        int shortSide = Math.min(header.height(), header.width());
        if (header.format() != PhotoHeader.Format.JPEG || shortSide / 2 < shortSideAtLeast) {
            return 0;
        } else if (shortSide / 4 < shortSideAtLeast) {
            return opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
        }
        return shortSide / 8 < shortSideAtLeast
                ? opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4
                : opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
    }

    private static Image onWhite(byte[] file, PhotoHeader header) {
        boolean tiff = header.format() == PhotoHeader.Format.TIFF;
        try (Mat matrix = matrix(file, header, opencv_imgcodecs.IMREAD_UNCHANGED | UPRIGHT_BY_US)) {
            boolean deep = matrix.depth() == opencv_core.CV_16U;
            if (matrix.channels() != 4 || (tiff && deep)) {
                return opaque(file, header, Integer.MAX_VALUE);
            }
            // The upper byte of a 16-bit value is its second, in the machine's little-endian order.
            int step = deep ? 2 : 1;
            byte[] bgra = OpenCv.bytes(matrix);
            byte[] rgb = new byte[bgra.length / 4 / step * 3];
            for (int source = step - 1, target = 0; target < rgb.length; source += 4 * step, target += 3) {
                int opacity = Byte.toUnsignedInt(bgra[source + 3 * step]);
                // OpenCV's TIFF colours come multiplied by the opacity, however the file holds them.
                int factor = tiff ? 255 : opacity;
                rgb[target] = onWhite(bgra[source + 2 * step], factor, opacity);
                rgb[target + 1] = onWhite(bgra[source + step], factor, opacity);
                rgb[target + 2] = onWhite(bgra[source], factor, opacity);
            }
            return new Image(matrix.rows(), matrix.cols(), rgb);
        }
    }

    private static byte onWhite(byte component, int factor, int opacity) {
        return (byte) Math.min(255, (Byte.toUnsignedInt(component) * factor + 255 * (255 - opacity) + 127) / 255);
    }

    /** The caller closes the matrix. */
    private static Mat matrix(byte[] file, PhotoHeader header, int flags) {
        Mat matrix;
        // OpenCV turns TIFF whatever it is told, and differently for 8 and 16 bits.
        boolean turns = header.format() == PhotoHeader.Format.TIFF && header.orientation() != Orientation.UPRIGHT;
        try (BytePointer bytes = new BytePointer(turns ? TiffFile.withoutOrientation(file) : file);
                Mat encoded = OpenCv.file(bytes)) {
            matrix = opencv_imgcodecs.imdecode(encoded, flags);
        } catch (RuntimeException e) {
            throw undecodable(header);
        }
        if (matrix.empty()) {
            matrix.close();
            throw undecodable(header);
        }
        return matrix;
    }

    private static UnreadablePhotoException undecodable(PhotoHeader header) {
        return new UnreadablePhotoException(
                "damaged " + header.format() + ", or of a kind that is not supported: its header gives "
                        + header.width() + " x " + header.height() + " pixels, but they could not be decoded");
    }
}
