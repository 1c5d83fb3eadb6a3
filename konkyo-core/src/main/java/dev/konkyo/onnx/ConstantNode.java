package dev.konkyo.onnx;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;

/** The tensor of ONNX's Constant operator, which carries it in one of several attributes. */
final class ConstantNode {
    private ConstantNode() {}

    /**
     * The node's tensor.
     *
     * @throws OnnxException if it has none, more than one, or one of strings
     */
    static TensorData value(NodeDraft node) {
        if (node.attributes.size() != 1) {
            throw node.error("expected one value, got " + node.attributes.keySet());
        }
        AttributeProto value = node.attributes.values().iterator().next();
        try {
            return switch (value.getName()) {
                case "value" -> (TensorData) AttributeValue.decode(value, TensorData.class);
                case "value_float" -> TensorData.scalar(value.getF());
                case "value_int" -> TensorData.ofLongs(Shape.of(), value.getI());
                case "value_floats" -> floats(value);
                case "value_ints" ->
                    TensorData.vector(value.getIntsList().stream()
                            .mapToLong(Long::longValue)
                            .toArray());
                default -> throw new OnnxException("a constant from '" + value.getName() + "' is not supported");
            };
        } catch (OnnxException e) {
            throw node.error(String.valueOf(e.getMessage()));
        }
    }

    private static TensorData floats(AttributeProto value) {
        TensorData tensor = TensorData.allocate(ElementType.FLOAT32, Shape.of(value.getFloatsCount()));
        for (int i = 0; i < value.getFloatsCount(); i++) {
            tensor.floatBuffer().put(i, value.getFloats(i));
        }
        return tensor;
    }
}
