package dev.konkyo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The chunks of a WebP file (RFC 9649). */
final class WebpFile {
    private static final int LOSSY = fourLetters("VP8 ");
    private static final int LOSSLESS = fourLetters("VP8L");
    private static final int EXTENDED = fourLetters("VP8X");
    private static final int EXIF = fourLetters("EXIF");
    private static final int JPEG_PREFIX = 0x66697845; // "Exif" in little-endian order

    private WebpFile() {}

    static PhotoHeader header(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + Integer.toUnsignedLong(file.getInt(4));
        if (end > file.limit()) {
            throw PhotoHeader.truncated(PhotoHeader.Format.WEBP, file.limit());
        }
        PhotoHeader first = first(file, 12);
        Orientation orientation = first.format() == PhotoHeader.Format.WEBP && file.getInt(12) == EXTENDED
                ? orientation(file, end)
                : Orientation.UPRIGHT;
        return PhotoHeader.stored(
                PhotoHeader.Format.WEBP, first.height(), first.width(), orientation, first.transparent());
    }

    /** The size as the first chunk gives it. */
    private static PhotoHeader first(ByteBuffer file, int chunk) {
        int type = file.getInt(chunk);
        int data = chunk + 8;
        if (type == EXTENDED) {
            return sized(1 + threeBytes(file, data + 7), 1 + threeBytes(file, data + 4), (file.get(data) & 0x10) != 0);
        } else if (type == LOSSLESS) {
            int bits = file.getInt(data + 1);
            return sized(1 + (bits >>> 14 & 0x3fff), 1 + (bits & 0x3fff), (bits >>> 28 & 1) != 0);
        } else if (type == LOSSY) {
            return sized(file.getShort(data + 8) & 0x3fff, file.getShort(data + 6) & 0x3fff, false);
        }
        throw new UnreadablePhotoException(
                "its WebP data does not begin with an image, expected a VP8, VP8L or VP8X chunk");
    }

    private static PhotoHeader sized(int height, int width, boolean transparent) {
        return PhotoHeader.stored(PhotoHeader.Format.WEBP, height, width, Orientation.UPRIGHT, transparent);
    }

    private static Orientation orientation(ByteBuffer file, long end) {
        long chunk = 12;
        while (chunk + 8 <= end) {
            int at = (int) chunk;
            long length = Integer.toUnsignedLong(file.getInt(at + 4));
            if (file.getInt(at) == EXIF && chunk + 8 + length <= end) {
                // Some writers keep the six bytes that JPEG has before the same data.
                int prefix = length > 6 && file.getInt(at + 8) == JPEG_PREFIX ? 6 : 0;
                return TiffFile.orientation(file.slice(at + 8 + prefix, (int) length - prefix));
            }
            chunk += 8 + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    private static int threeBytes(ByteBuffer file, int at) {
        return Short.toUnsignedInt(file.getShort(at)) | Byte.toUnsignedInt(file.get(at + 2)) << 16;
    }

    private static int fourLetters(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }
}
