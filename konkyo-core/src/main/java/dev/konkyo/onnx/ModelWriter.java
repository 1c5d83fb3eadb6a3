package dev.konkyo.onnx;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.onnx.format.OnnxFormat.GraphProto;
import dev.konkyo.onnx.format.OnnxFormat.ModelProto;
import dev.konkyo.onnx.format.OnnxFormat.NodeProto;
import dev.konkyo.onnx.format.OnnxFormat.OperatorSetIdProto;
import dev.konkyo.onnx.format.OnnxFormat.StringStringEntryProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a model to a file's messages. */
final class ModelWriter {
    private static final int IR_VERSION = 10;
    private static final String PRODUCER = "konkyo";
    /** Room for everything that is not a tensor. */
    private static final long STRUCTURE = 64L << 20;

    private ModelWriter() {}

    static ModelProto model(Graph graph, Weights weights, Map<String, String> metadata) {
        check(new WeightedGraph(graph, weights));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(Op.OPSET))
                .setGraph(graph(graph, weights));
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** Protobuf counts bytes with 32 bits; the limit must be checked before it does. */
    private static void check(WeightedGraph model) {
        long bytes = STRUCTURE;
        for (var parameter : model.graph().parameters().entrySet()) {
            TensorData tensor = model.weights().at(parameter.getKey());
            if (tensor.type() != parameter.getValue().type()) {
                throw new GraphException("weights '" + parameter.getKey() + "': expected "
                        + parameter.getValue().type() + ", got " + tensor.type());
            }
            bytes += tensor.buffer().remaining();
        }
        for (TensorData constant : model.graph().constants().values()) {
            bytes += constant.buffer().remaining();
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new OnnxException("the model '" + model.graph().name() + "' needs " + (bytes - STRUCTURE)
                    + " bytes, an ONNX file holds less than 2 GiB; use a smaller network or float16 weights");
        }
    }

    private static GraphProto graph(Graph graph, Weights weights) {
        GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
        for (GraphInput input : graph.inputs()) {
            proto.addInput(ValueInfo.of(input));
        }
        proto.addAllOutput(ValueInfo.outputs(graph));
        graph.parameters()
                .forEach((name, parameter) ->
                        proto.addInitializer(initializer(name, weights.at(name), parameter.role())));
        graph.constants().forEach((name, constant) -> proto.addInitializer(initializer(name, constant, null)));
        for (Node node : graph.nodes()) {
            proto.addNode(NodeProto.newBuilder()
                    .setName(node.name())
                    .setOpType(node.op().type())
                    .addAllInput(node.inputs())
                    .addAllOutput(node.outputs())
                    .addAllAttribute(OpCodec.encode(node.op())));
        }
        return proto.build();
    }

    private static TensorProto initializer(String name, TensorData tensor, Parameter.@Nullable Role role) {
        return TensorCodec.encode(name, tensor).toBuilder()
                .setDocString(InitializerRole.text(role))
                .build();
    }
}
