package dev.konkyo.heatmap;

import dev.konkyo.image.Box;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The content of a NumPy {@code .npy} file, version 1.0: little-endian float32 in C order.
 *
 * <p>Format: numpy.lib.format, "NPY format version 1.0".
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The header's whole length, magic included, is a multiple of this. */
    private static final int ALIGNMENT = 64;

    private final int[] shape;
    private final float[] values;

    /**
     * Wraps an array without copying it.
     *
     * @param values row-major, as many as the shape's product
     * @param shape no axis is negative; without axes it is a single value
     */
    public NpyFile(float[] values, int... shape) {
        long expected = NpyHeader.size(shape);
        if (expected != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + expected + " values, got " + values.length);
        }
        this.shape = shape.clone();
        this.values = values;
    }

    /** The grid of a heatmap, [height, width]; its unit and placement do not go into the file. */
    public static NpyFile of(Heatmap map) {
        return new NpyFile(map.values(), map.height(), map.width());
    }

    /**
     * Reads a file.
     *
     * @throws IOException with one line if the file is not a version 1.0 file of little-endian float32 in C order, or is cut short or too long
     */
    public static NpyFile read(Path file) throws IOException {
        long length = Files.size(file);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] start = in.readNBytes(MAGIC.length + 2);
            if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new IOException(file + ": expected a NumPy .npy file of version 1.0, got other first bytes");
            }
            int headerLength = Byte.toUnsignedInt(start[8]) | Byte.toUnsignedInt(start[9]) << 8;
            String header = new String(in.readNBytes(headerLength), StandardCharsets.ISO_8859_1);
            int[] shape = NpyHeader.shape(file, header);
            long body = length - start.length - headerLength;
            long expected = Math.multiplyExact(Float.BYTES, NpyHeader.size(shape));
            if (body != expected) {
                throw new IOException(file + ": shape " + Arrays.toString(shape) + " needs " + expected
                        + " bytes after the header, got " + body + "; was the file cut short?");
            }
            return new NpyFile(floats(in, (int) (expected / Float.BYTES)), shape);
        } catch (EOFException e) {
            throw new IOException(file + ": the file ended while it was read", e);
        }
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(Integer.reverseBytes(in.readInt()));
        }
        return values;
    }

    /** Writes the file, replacing one that is there. */
    public void write(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    /** Writes the file's bytes; for a [height, width] grid as {@code numpy.save} does. The stream stays open. */
    public void write(OutputStream out) throws IOException {
        String axes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + (shape.length == 1 ? "," : "") + "), }";
        int start = MAGIC.length + 2;
        int padded = Math.ceilDiv(start + header.length() + 1, ALIGNMENT) * ALIGNMENT - start;
        String line = header + " ".repeat(padded - header.length() - 1) + "\n";
        out.write(MAGIC);
        out.write(padded);
        out.write(padded >> 8);
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer row = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (!row.hasRemaining()) {
                out.write(row.array(), 0, row.position());
                row.clear();
            }
            row.putFloat(value);
        }
        out.write(row.array(), 0, row.position());
    }

    public int[] shape() {
        return shape.clone();
    }

    /** The values themselves, not a copy: row-major. Treat them as read-only. */
    public float[] values() {
        return values;
    }

    /**
     * The content as a heatmap.
     *
     * @throws IllegalArgumentException unless the shape is [height, width]
     */
    public Heatmap heatmap(Unit unit, Box placement) {
        if (shape.length != 2) {
            throw new IllegalArgumentException("a heatmap has shape [height, width], got " + Arrays.toString(shape));
        }
        return new Heatmap(shape[0], shape[1], values, unit, placement);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyFile file && Arrays.equals(file.shape, shape) && Arrays.equals(file.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NpyFile" + Arrays.toString(shape);
    }
}
