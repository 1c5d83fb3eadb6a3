package dev.konkyo.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of one record in a TFRecord file: the length (8 bytes), the length's masked checksum (4), the data, the data's masked checksum
 * (4); numbers in little-endian order.
 */
final class Frame {
    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;

    private Frame() {}

    static byte[] of(byte[] data) {
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(maskedChecksum(record.array(), Long.BYTES));
        record.put(data);
        record.putInt(maskedChecksum(data, data.length));
        return record.array();
    }

    /** A checksum over data that itself holds checksums is weak, hence the mask. */
    private static int maskedChecksum(byte[] data, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(data, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK;
    }
}
