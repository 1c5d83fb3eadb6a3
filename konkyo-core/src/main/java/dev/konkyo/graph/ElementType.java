package dev.konkyo.graph;

/** What one element of a tensor is, with its size in bytes and its ONNX number (TensorProto.DataType). */
public enum ElementType {
    FLOAT32(4, 1),
    UINT8(1, 2),
    INT8(1, 3),
    INT32(4, 6),
    INT64(8, 7),
    BOOL(1, 9),
    FLOAT16(2, 10),
    FLOAT64(8, 11),
    BFLOAT16(2, 16);

    private final int bytes;
    private final int onnx;

    ElementType(int bytes, int onnx) {
        this.bytes = bytes;
        this.onnx = onnx;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The number that ONNX files use for this type. */
    public int onnx() {
        return onnx;
    }

    /** Whether it stores fractions. */
    public boolean floating() {
        return switch (this) {
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> true;
            case UINT8, INT8, INT32, INT64, BOOL -> false;
        };
    }

    /**
     * The type with this ONNX number.
     *
     * @throws GraphException if Konkyo has no such type
     */
    public static ElementType ofOnnx(int number) {
        for (ElementType type : values()) {
            if (type.onnx == number) {
                return type;
            }
        }
        throw new GraphException("element type " + number
                + " is not supported: expected float32, float64, float16, bfloat16, int8, uint8, int32, int64 or bool");
    }
}
