package dev.konkyo.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntConsumer;

/** Tensors between their file form and native memory. */
final class TensorCodec {
    private TensorCodec() {}

    /** A tensor that shares its bytes with the data. */
    static TensorProto encode(String name, TensorData tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setDataType(tensor.type().onnx())
                .setRawData(UnsafeByteOperations.unsafeWrap(tensor.buffer()));
        for (long size : tensor.shape().toLongs()) {
            proto.addDims(size);
        }
        return name.isEmpty() ? proto.build() : proto.setName(name).build();
    }

    /**
     * A copy of a tensor whose bytes are in the file itself.
     *
     * @throws OnnxException if its sizes, its type and its bytes do not fit
     */
    static TensorData decode(TensorProto proto) {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new OnnxException("tensor '" + proto.getName() + "' lies in an external file; only weights may");
        }
        ElementType type = type(proto);
        Shape shape = shape(proto, type);
        int elements = (int) shape.elements();
        ByteString raw = proto.getRawData();
        int given = raw.isEmpty() ? count(proto, type) : raw.size();
        int expected = raw.isEmpty() ? elements : elements * type.bytes();
        if (given != expected) {
            throw new OnnxException("tensor '" + proto.getName() + "': " + type + " " + shape + " needs " + expected
                    + (raw.isEmpty() ? " elements" : " bytes") + ", the file holds " + given);
        }
        TensorData tensor = TensorData.allocate(type, shape);
        ByteBuffer bytes = tensor.buffer();
        if (raw.isEmpty()) {
            fill(proto, type, elements, bytes);
        } else {
            raw.copyTo(bytes);
        }
        return tensor;
    }

    /**
     * The type of a tensor.
     *
     * @throws OnnxException if Konkyo has no such type
     */
    static ElementType type(TensorProto proto) {
        try {
            return ElementType.ofOnnx(proto.getDataType());
        } catch (GraphException e) {
            throw new OnnxException("tensor '" + proto.getName() + "': " + e.getMessage(), e);
        }
    }

    /**
     * The sizes of a tensor.
     *
     * @throws OnnxException if a size is negative or all of them together need more than 2 GiB
     */
    static Shape shape(TensorProto proto, ElementType type) {
        List<Long> dims = proto.getDimsList();
        long bytes = type.bytes();
        for (long size : dims) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new OnnxException("tensor '" + proto.getName() + "': impossible sizes " + dims);
            }
            bytes = Math.min(Integer.MAX_VALUE + 1L, bytes * Math.max(1, size));
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new OnnxException("tensor '" + proto.getName() + "': sizes " + dims + " need more than 2 GiB");
        }
        return Shape.ofLongs(dims.stream().mapToLong(Long::longValue).toArray());
    }

    private static int count(TensorProto proto, ElementType type) {
        return switch (type) {
            case FLOAT32 -> proto.getFloatDataCount();
            case FLOAT64 -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case INT8, UINT8, INT32, BOOL, FLOAT16, BFLOAT16 -> proto.getInt32DataCount();
        };
    }

    private static void fill(TensorProto proto, ElementType type, int elements, ByteBuffer bytes) {
        IntConsumer put = switch (type) {
            case FLOAT32 -> i -> bytes.putFloat(proto.getFloatData(i));
            case FLOAT64 -> i -> bytes.putDouble(proto.getDoubleData(i));
            case INT64 -> i -> bytes.putLong(proto.getInt64Data(i));
            case INT32 -> i -> bytes.putInt(proto.getInt32Data(i));
            case FLOAT16, BFLOAT16 -> i -> bytes.putShort((short) proto.getInt32Data(i));
            case INT8, UINT8, BOOL -> i -> bytes.put((byte) proto.getInt32Data(i));
        };
        for (int i = 0; i < elements; i++) {
            put.accept(i);
        }
    }
}
