package dev.konkyo.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Uncompressed TIFF files of 8-bit samples, written byte by byte. */
final class TiffSamples {
    private static final int BITS = 258;
    private static final int OFFSET = 273;

    private TiffSamples() {}

    static byte[] withOrientation(Image image, int orientation) {
        return file(image.height(), image.width(), image.rgb(), List.of(new int[] {274, orientation}));
    }

    /**
     * Red, green, blue and opacity.
     *
     * @param kind 1 for colours that were multiplied by the opacity, 2 for colours that were not
     */
    static byte[] transparent(int height, int width, byte[] rgba, int kind) {
        return file(height, width, rgba, List.of(new int[] {338, kind}));
    }

    private static byte[] file(int height, int width, byte[] pixels, List<int[]> more) {
        int samples = pixels.length / height / width;
        List<int[]> entries = new ArrayList<>(List.of(
                new int[] {256, width},
                new int[] {257, height},
                new int[] {BITS, 8},
                new int[] {259, 1},
                new int[] {262, 2},
                new int[] {OFFSET, 0},
                new int[] {277, samples},
                new int[] {278, height},
                new int[] {279, pixels.length}));
        entries.addAll(more);
        entries.sort((one, other) -> one[0] - other[0]);
        int bits = 8 + 2 + 12 * entries.size() + 4;
        int data = bits + 2 * samples;
        ByteBuffer file = ByteBuffer.allocate(data + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries.size());
        for (int[] entry : entries) {
            boolean shorts = entry[0] != OFFSET;
            file.putShort((short) entry[0]).putShort((short) (shorts ? 3 : 4));
            file.putInt(entry[0] == BITS ? samples : 1);
            file.putInt(entry[0] == BITS ? bits : entry[0] == OFFSET ? data : entry[1]);
        }
        file.putInt(0);
        for (int i = 0; i < samples; i++) {
            file.putShort((short) 8);
        }
        return file.put(pixels).array();
    }
}
