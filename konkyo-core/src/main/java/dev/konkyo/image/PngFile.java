package dev.konkyo.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The chunks of a PNG file (ISO/IEC 15948). */
final class PngFile {
    private static final int HEADER = 0x49484452;
    private static final int TRANSPARENCY = 0x74524e53;
    private static final int EXIF = 0x65584966;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;

    private PngFile() {}

    /** Walks from chunk to chunk to the last one, which must be there; the checksums of the pixels' chunks must be right. */
    static PhotoHeader header(ByteBuffer file) {
        file.position(8);
        long height = 0;
        long width = 0;
        boolean transparent = false;
        Orientation orientation = Orientation.UPRIGHT;
        for (int type = 0; type != END; ) {
            long length = Integer.toUnsignedLong(file.getInt());
            int start = file.position() + 4;
            type = file.getInt();
            if (length > file.limit() - start - 4) {
                throw PhotoHeader.truncated(PhotoHeader.Format.PNG, file.limit());
            }
            switch (type) {
                case HEADER -> {
                    width = Integer.toUnsignedLong(file.getInt(start));
                    height = Integer.toUnsignedLong(file.getInt(start + 4));
                    transparent |= (file.get(start + 9) & 4) != 0;
                }
                case TRANSPARENCY -> transparent = true;
                case EXIF -> orientation = TiffFile.orientation(file.slice(start, (int) length));
                case DATA -> check(file, start, (int) length);
                default -> {
                    // The other chunks say nothing about size, orientation or opacity.
                }
            }
            file.position(start + (int) length + 4);
        }
        return PhotoHeader.stored(PhotoHeader.Format.PNG, height, width, orientation, transparent);
    }

    private static void check(ByteBuffer file, int start, int length) {
        CRC32 sum = new CRC32();
        sum.update(file.slice(start - 4, length + 4));
        if ((int) sum.getValue() != file.getInt(start + length)) {
            throw new UnreadablePhotoException(
                    "damaged PNG: the checksum of the pixels at byte " + start + " is wrong");
        }
    }
}
