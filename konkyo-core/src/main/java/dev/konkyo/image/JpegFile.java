package dev.konkyo.image;

import java.nio.ByteBuffer;

/** The segments of a JPEG file (ITU-T T.81, annex B). */
final class JpegFile {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int END_OF_RESTARTS = 0xd7;
    private static final int FIRST_RESTART = 0xd0;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int EXIF = 0xe1;

    private final ByteBuffer file;
    private long height;
    private long width;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean scanning;
    private int interval;
    private int restarts;

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

    /**
     * Goes on behind the next marker: also over a scan's data, in which 0xff is followed by 0 or by the restart marker whose turn it is
     * (B.1.1.5, B.2.1). Anything else there is damage, which a decoder would fill with what comes.
     */
    private int nextMarker() {
        while (true) {
            if (file.get() != (byte) 0xff) {
                continue;
            }
            int marker = 0xff;
            while (marker == 0xff) {
                marker = Byte.toUnsignedInt(file.get());
            }
            if (scanning) {
                requireSound(marker);
            }
            if (marker != 0 && !hasNoSegment(marker)) {
                return marker;
            }
        }
    }

    private void requireSound(int marker) {
        boolean sound;
        if (marker >= FIRST_RESTART && marker <= END_OF_RESTARTS) {
            sound = interval > 0 && marker == FIRST_RESTART + restarts % 8;
            restarts++;
        } else {
            sound = marker == 0 || !(hasNoSegment(marker) || isFrame(marker) || marker < 0xc0);
        }
        if (!sound) {
            throw new UnreadablePhotoException(
                    "damaged JPEG: its image data holds the marker 0xff%02x at byte %d, which has no place there"
                            .formatted(marker, file.position() - 2));
        }
    }

    /** Restart markers, a nested start of image and the reserved marker 1. */
    private static boolean hasNoSegment(int marker) {
        return (marker >= FIRST_RESTART && marker <= 0xd8) || marker == 0x01;
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
        } else if (marker == RESTART_INTERVAL) {
            interval = Short.toUnsignedInt(file.getShort(start + 2));
        }
        scanning = marker == START_OF_SCAN;
        restarts = 0;
        file.position(start + length);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
