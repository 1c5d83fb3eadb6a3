package dev.konkyo.image;

import java.nio.ByteBuffer;

/** The segments of a JPEG file (ITU-T T.81, annex B). */
final class JpegFile {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int EXIF = 0xe1;

    private final ByteBuffer file;
    private long height;
    private long width;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegFile(ByteBuffer file) {
        this.file = file;
    }

    /** Walks from segment to segment to the end of the image, which must be there. */
    static PhotoHeader header(ByteBuffer file) {
        JpegFile jpeg = new JpegFile(file.position(2));
        int marker = jpeg.nextMarker();
        while (marker != END_OF_IMAGE) {
            jpeg.segment(marker);
            marker = jpeg.nextMarker();
        }
        return PhotoHeader.stored(PhotoHeader.Format.JPEG, jpeg.height, jpeg.width, jpeg.orientation, false);
    }

    /** Goes on behind the next marker: also over a scan's data, in which 0xff is followed by 0 or by a restart marker. */
    private int nextMarker() {
        while (true) {
            if (file.get() != (byte) 0xff) {
                continue;
            }
            int marker = 0xff;
            while (marker == 0xff) {
                marker = Byte.toUnsignedInt(file.get());
            }
            if (marker != 0 && !hasNoSegment(marker)) {
                return marker;
            }
        }
    }

    /** Restart markers, a nested start of image and the reserved marker 1. */
    private static boolean hasNoSegment(int marker) {
        return (marker >= 0xd0 && marker <= 0xd8) || marker == 0x01;
    }

    private void segment(int marker) {
        int start = file.position();
        int length = Short.toUnsignedInt(file.getShort());
        if (isFrame(marker)) {
            height = Short.toUnsignedInt(file.getShort(start + 3));
            width = Short.toUnsignedInt(file.getShort(start + 5));
        } else if (marker == EXIF && length >= 16 && file.getLong(start + 2) >>> 16 == 0x457869660000L) {
            orientation = TiffFile.orientation(file.slice(start + 8, length - 8));
        } else if (marker == START_OF_SCAN && height == 0) {
            throw new UnreadablePhotoException("its JPEG data begins before a header gives the image's size");
        }
        file.position(start + length);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
