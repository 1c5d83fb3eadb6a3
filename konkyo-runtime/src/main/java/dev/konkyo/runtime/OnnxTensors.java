package dev.konkyo.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;

/** Conversions between the graph's tensors and ONNX Runtime's. */
final class OnnxTensors {
    private OnnxTensors() {}

    /** A tensor over the same memory; the data must stay reachable while it is used. */
    static OnnxTensor of(OrtEnvironment environment, TensorData data) throws OrtException {
        return OnnxTensor.createTensor(environment, data.buffer(), data.shape().toLongs(), javaType(data.type()));
    }

    /** A copy in memory that the JVM owns. */
    static TensorData data(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        TensorData data = TensorData.allocate(elementType(info.type), Shape.ofLongs(info.getShape()));
        data.buffer().put(tensor.getByteBuffer());
        return data;
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }

    static ElementType elementType(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case DOUBLE -> ElementType.FLOAT64;
            case FLOAT16 -> ElementType.FLOAT16;
            case BFLOAT16 -> ElementType.BFLOAT16;
            case UINT8 -> ElementType.UINT8;
            case INT8 -> ElementType.INT8;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case BOOL -> ElementType.BOOL;
            case INT16, STRING, UNKNOWN ->
                throw new InferenceException("element type " + type + " has no counterpart in graphs");
        };
    }
}
