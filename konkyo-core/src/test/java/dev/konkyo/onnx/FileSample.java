package dev.konkyo.onnx;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import dev.konkyo.onnx.format.OnnxFormat.GraphProto;
import dev.konkyo.onnx.format.OnnxFormat.ModelProto;
import dev.konkyo.onnx.format.OnnxFormat.NodeProto;
import dev.konkyo.onnx.format.OnnxFormat.OperatorSetIdProto;
import dev.konkyo.onnx.format.OnnxFormat.ValueInfoProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A file as another tool would write it, made field by field. */
final class FileSample {
    private final int opset;
    final GraphProto.Builder graph = GraphProto.newBuilder().setName("sample");

    FileSample(int opset) {
        this.opset = opset;
    }

    FileSample images(String name, Integer... sizes) {
        graph.addInput(ValueInfo.of(new GraphInput(name, ElementType.FLOAT32, List.of(sizes))));
        return this;
    }

    FileSample tensor(String name, TensorData tensor) {
        graph.addInitializer(TensorCodec.encode(name, tensor));
        return this;
    }

    /** A node without a name, as some exporters write it. */
    FileSample node(String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    FileSample output(String... names) {
        for (String name : names) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return this;
    }

    ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .build();
    }

    OnnxModel read() {
        return OnnxFile.read(ByteBuffer.wrap(model().toByteArray()));
    }

    /** What shape inference knows of a value of the graph that was read. */
    static Operand inferred(OnnxModel model, String value) {
        return Objects.requireNonNull(ShapeInference.infer(model.graph(), 1).get(value), value);
    }

    static AttributeProto integers(String name, int... values) {
        return AttributeValue.encode(name, Arrays.stream(values).boxed().toList());
    }

    static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }
}
