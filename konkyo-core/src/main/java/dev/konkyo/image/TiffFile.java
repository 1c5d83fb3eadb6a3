package dev.konkyo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first directory of a TIFF file (TIFF 6.0 and BigTIFF), which is also how EXIF data is laid out. */
final class TiffFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int EXTRA_SAMPLES = 338;
    /** Bytes per value by the field's type; 0 for types that no tag used here has. */
    private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private final ByteBuffer file;
    private final boolean big;
    private final long entries;
    private final long firstEntry;

    private TiffFile(ByteBuffer file) {
        this.file = file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = file.getShort(2) == 43;
        long directory = big ? file.getLong(8) : Integer.toUnsignedLong(file.getInt(4));
        this.entries = big ? file.getLong(at(directory)) : Short.toUnsignedInt(file.getShort(at(directory)));
        this.firstEntry = directory + (big ? 8 : 2);
    }

    static PhotoHeader header(ByteBuffer file) {
        TiffFile tiff = new TiffFile(file);
        tiff.checkData(STRIP_OFFSETS, STRIP_LENGTHS);
        tiff.checkData(TILE_OFFSETS, TILE_LENGTHS);
        return PhotoHeader.stored(
                PhotoHeader.Format.TIFF,
                tiff.value(HEIGHT, 0),
                tiff.value(WIDTH, 0),
                Orientation.ofExif(tiff.value(ORIENTATION, 1)),
                tiff.value(EXTRA_SAMPLES, 0) != 0);
    }

    /** The orientation that EXIF data gives; upright where it gives none or is damaged, since the pixels may still be good. */
    static Orientation orientation(ByteBuffer exif) {
        try {
            return Orientation.ofExif(new TiffFile(exif).value(ORIENTATION, 1));
        } catch (IndexOutOfBoundsException e) {
            return Orientation.UPRIGHT;
        }
    }

    /** A copy of a TIFF file whose orientation is upright. */
    static byte[] withoutOrientation(byte[] file) {
        byte[] copy = file.clone();
        TiffFile tiff = new TiffFile(ByteBuffer.wrap(copy));
        long entry = tiff.entry(ORIENTATION);
        if (entry >= 0) {
            tiff.file.putShort(tiff.at(entry + (tiff.big ? 12 : 8)), (short) 1);
        }
        return copy;
    }

    private long value(int tag, long otherwise) {
        long entry = entry(tag);
        return entry < 0 ? otherwise : element(entry, 0);
    }

    /** Every strip or tile must end within the file. */
    private void checkData(int offsetsTag, int lengthsTag) {
        long offsets = entry(offsetsTag);
        long lengths = entry(lengthsTag);
        if (offsets < 0 || lengths < 0) {
            return;
        }
        long count = Math.min(count(offsets), count(lengths));
        for (long i = 0; i < count; i++) {
            long start = element(offsets, i);
            long length = element(lengths, i);
            if (start < 0 || length < 0 || start > file.limit() - length) {
                throw PhotoHeader.truncated(PhotoHeader.Format.TIFF, file.limit());
            }
        }
    }

    /** Where a tag's entry begins, or -1. */
    private long entry(int tag) {
        int size = big ? 20 : 12;
        for (long i = 0; i < entries; i++) {
            long entry = firstEntry + i * size;
            if (Short.toUnsignedInt(file.getShort(at(entry))) == tag) {
                return entry;
            }
        }
        return -1;
    }

    private long count(long entry) {
        return big ? file.getLong(at(entry + 4)) : Integer.toUnsignedLong(file.getInt(at(entry + 4)));
    }

    /** One of the values of an entry; they lie in the entry itself where they fit. */
    private long element(long entry, long index) {
        int type = Short.toUnsignedInt(file.getShort(at(entry + 2)));
        int bytes = type < BYTES.length ? BYTES[type] : 0;
        long room = entry + (big ? 12 : 8);
        boolean inside = count(entry) * bytes <= (big ? 8 : 4);
        long start = inside ? room : big ? file.getLong(at(room)) : Integer.toUnsignedLong(file.getInt(at(room)));
        int at = at(start + index * bytes);
        return switch (bytes) {
            case 1 -> Byte.toUnsignedLong(file.get(at));
            case 2 -> Short.toUnsignedLong(file.getShort(at));
            case 4 -> Integer.toUnsignedLong(file.getInt(at));
            case 8 -> file.getLong(at);
            default -> 0;
        };
    }

    private int at(long position) {
        if (position < 0 || position >= file.limit()) {
            throw new IndexOutOfBoundsException(position);
        }
        return (int) position;
    }
}
