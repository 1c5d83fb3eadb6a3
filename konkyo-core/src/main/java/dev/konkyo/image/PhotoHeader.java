package dev.konkyo.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a photo's file says about itself before anything is decoded. Reading it also walks the file's structure, so that a file
 * whose end is missing is found out here: decoders fill the missing part with grey and say nothing.
 *
 * @param format the file's format by its content, whatever its name
 * @param height rows of the upright photo, after the orientation is applied
 * @param width columns of the upright photo
 * @param orientation how the stored pixels have to be turned
 * @param transparent whether the pixels have opacity
 */
public record PhotoHeader(Format format, int height, int width, Orientation orientation, boolean transparent) {
    /** The formats that are read. */
    public enum Format {
        JPEG,
        PNG,
        BMP,
        TIFF,
        WEBP
    }

    /** Takes the sides as they are stored and exchanges them where the orientation does. */
    static PhotoHeader stored(Format format, long height, long width, Orientation orientation, boolean transparent) {
        if (height <= 0 || width <= 0 || height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
            throw new UnreadablePhotoException(
                    "its " + format + " header gives " + width + " x " + height + " pixels, expected positive sides");
        }
        boolean transposes = orientation.transposes();
        return new PhotoHeader(
                format,
                (int) (transposes ? width : height),
                (int) (transposes ? height : width),
                orientation,
                transparent);
    }

    /** Pixels of the photo. */
    public long pixels() {
        return (long) height * width;
    }

    /**
     * Reads the header of a whole file.
     *
     * @throws UnreadablePhotoException if the file is empty, of another format, or ends too early
     */
    public static PhotoHeader of(byte[] file) {
        if (file.length == 0) {
            throw new UnreadablePhotoException("empty file, expected an image");
        }
        Format format = format(file);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(file);
            return switch (format) {
                case JPEG -> JpegFile.header(buffer);
                case PNG -> PngFile.header(buffer);
                case BMP -> BmpFile.header(buffer);
                case TIFF -> TiffFile.header(buffer);
                case WEBP -> WebpFile.header(buffer);
            };
        } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
            throw truncated(format, file.length);
        }
    }

    static UnreadablePhotoException truncated(Format format, long length) {
        return new UnreadablePhotoException(
                "truncated " + format + ": the file ends after " + length + " bytes, before the image does");
    }

    private static Format format(byte[] file) {
        if (startsWith(file, 0, 0xff, 0xd8, 0xff)) {
            return Format.JPEG;
        } else if (startsWith(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Format.PNG;
        } else if (startsWith(file, 0, 'B', 'M')) {
            return Format.BMP;
        } else if (startsWith(file, 0, 'I', 'I', 42, 0)
                || startsWith(file, 0, 'M', 'M', 0, 42)
                || startsWith(file, 0, 'I', 'I', 43, 0)
                || startsWith(file, 0, 'M', 'M', 0, 43)) {
            return Format.TIFF;
        } else if (startsWith(file, 0, 'R', 'I', 'F', 'F') && startsWith(file, 8, 'W', 'E', 'B', 'P')) {
            return Format.WEBP;
        }
        throw new UnreadablePhotoException(
                "not an image: expected JPEG, PNG, BMP, TIFF or WebP, got a file that begins with bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(8, file.length)));
    }

    private static boolean startsWith(byte[] file, int offset, int... magic) {
        if (file.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (Byte.toUnsignedInt(file[offset + i]) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
