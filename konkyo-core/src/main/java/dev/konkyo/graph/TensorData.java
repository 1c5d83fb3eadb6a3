package dev.konkyo.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * The elements of a tensor: a type, a shape and little-endian bytes in row-major order, in native memory or mapped from a file.
 *
 * <p>Values are never changed after construction; {@link #allocate} and {@link #floatBuffer} are for the code that fills a new tensor.
 */
public final class TensorData {
    private final ElementType type;
    private final Shape shape;
    private final ByteBuffer bytes;

    private TensorData(ElementType type, Shape shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
    }

    /**
     * Wraps bytes without copying them.
     *
     * @param bytes little-endian, row-major; its remaining bytes are the elements
     * @throws GraphException if the number of bytes is not that of the shape
     */
    public static TensorData of(ElementType type, Shape shape, ByteBuffer bytes) {
        long expected = Math.multiplyExact(shape.elements(), type.bytes());
        if (bytes.remaining() != expected) {
            throw new GraphException(
                    "a " + type + " tensor of " + shape + " needs " + expected + " bytes, got " + bytes.remaining());
        }
        return new TensorData(type, shape, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A tensor of zeros in native memory. */
    public static TensorData allocate(ElementType type, Shape shape) {
        long size = Math.multiplyExact(shape.elements(), type.bytes());
        if (size > Integer.MAX_VALUE) {
            throw new GraphException(
                    "a " + type + " tensor of " + shape + " needs " + size + " bytes, the limit is 2 GiB");
        }
        return of(type, shape, ByteBuffer.allocateDirect((int) size));
    }

    public static TensorData ofFloats(Shape shape, float... values) {
        TensorData tensor = allocate(ElementType.FLOAT32, shape);
        tensor.checkCount(values.length);
        tensor.floatBuffer().put(values);
        return tensor;
    }

    public static TensorData ofDoubles(Shape shape, double... values) {
        TensorData tensor = allocate(ElementType.FLOAT64, shape);
        tensor.checkCount(values.length);
        tensor.buffer().asDoubleBuffer().put(values);
        return tensor;
    }

    public static TensorData ofLongs(Shape shape, long... values) {
        TensorData tensor = allocate(ElementType.INT64, shape);
        tensor.checkCount(values.length);
        tensor.buffer().asLongBuffer().put(values);
        return tensor;
    }

    /** A one-dimensional tensor of integers, as ONNX passes axes and shapes. */
    public static TensorData vector(long... values) {
        return ofLongs(Shape.of(values.length), values);
    }

    public static TensorData scalar(float value) {
        return ofFloats(Shape.of(), value);
    }

    private void checkCount(int count) {
        if (count != shape.elements()) {
            throw new GraphException("a tensor of " + shape + " has " + shape.elements() + " elements, got " + count);
        }
    }

    public ElementType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /** A view of the bytes, little-endian, positioned at the first element. */
    public ByteBuffer buffer() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A view of the elements of a float32 tensor.
     *
     * @throws GraphException if the elements are not float32
     */
    public FloatBuffer floatBuffer() {
        if (type != ElementType.FLOAT32) {
            throw new GraphException("expected a FLOAT32 tensor, got " + type + " " + shape);
        }
        return buffer().asFloatBuffer();
    }

    /** A copy of the elements as floats, whatever their type. */
    public float[] toFloats() {
        int count = Math.toIntExact(shape.elements());
        float[] floats = new float[count];
        if (type == ElementType.FLOAT32) {
            buffer().asFloatBuffer().get(floats);
        } else {
            for (int i = 0; i < count; i++) {
                floats[i] = (float) doubleAt(i);
            }
        }
        return floats;
    }

    /** A copy of the elements as doubles, whatever their type. */
    public double[] toDoubles() {
        return IntStream.range(0, Math.toIntExact(shape.elements()))
                .mapToDouble(this::doubleAt)
                .toArray();
    }

    /** A copy of the elements as integers; fractions are cut off. */
    public long[] toLongs() {
        return IntStream.range(0, Math.toIntExact(shape.elements()))
                .mapToLong(this::longAt)
                .toArray();
    }

    private double doubleAt(int i) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat(4 * i);
            case FLOAT64 -> bytes.getDouble(8 * i);
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort(2 * i));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            case INT8, UINT8, INT32, INT64, BOOL -> longAt(i);
        };
    }

    private long longAt(int i) {
        return switch (type) {
            case INT8 -> bytes.get(i);
            case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(i));
            case INT32 -> bytes.getInt(4 * i);
            case INT64 -> bytes.getLong(8 * i);
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> (long) doubleAt(i);
        };
    }

    /** The same elements in another shape, without copying them. */
    public TensorData reshaped(Shape other) {
        return of(type, other, buffer());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorData tensor
                && tensor.type == type
                && tensor.shape.equals(shape)
                && tensor.bytes.equals(bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + shape.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}
