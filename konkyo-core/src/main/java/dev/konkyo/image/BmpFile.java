package dev.konkyo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a Windows or OS/2 bitmap. */
final class BmpFile {
    private static final int OS2_HEADER = 12;

    private BmpFile() {}

    static PhotoHeader header(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        long pixels = Integer.toUnsignedLong(file.getInt(10));
        boolean os2 = file.getInt(14) == OS2_HEADER;
        long width = os2 ? Short.toUnsignedInt(file.getShort(18)) : file.getInt(18);
        // A negative height means that the first row is the top one.
        long height = os2 ? Short.toUnsignedInt(file.getShort(20)) : Math.abs((long) file.getInt(22));
        int bits = Short.toUnsignedInt(file.getShort(os2 ? 24 : 28));
        int compression = os2 ? 0 : file.getInt(30);
        PhotoHeader header = PhotoHeader.stored(PhotoHeader.Format.BMP, height, width, Orientation.UPRIGHT, false);
        long rowBytes = (width * bits + 31) / 32 * 4;
        // Run lengths (1 and 2) have no size that could be told beforehand.
        if (compression != 1 && compression != 2 && pixels + rowBytes * height > file.limit()) {
            throw PhotoHeader.truncated(PhotoHeader.Format.BMP, file.limit());
        }
        return header;
    }
}
