package dev.konkyo.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.konkyo.onnx.format.OnnxFormat.ModelProto;
import dev.konkyo.onnx.format.OnnxFormat.OperatorSetIdProto;
import dev.konkyo.onnx.format.OnnxFormat.StringStringEntryProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** From a file's bytes to a model. */
final class ModelReader {
    /** The format's messages that Konkyo reads nest six deep; what nests deeper is skipped as unknown or refused. */
    private static final int DEEPEST = 16;

    private ModelReader() {}

    static OnnxModel read(ByteBuffer bytes, ExternalData external) {
        ModelProto model = parse(bytes);
        if (!model.hasGraph()) {
            throw new OnnxException("expected an ONNX model, got a file without a graph");
        }
        if (model.getFunctionsCount() > 0) {
            throw new OnnxException("the function '" + model.getFunctions(0).getName()
                    + "' is not supported; export the network with its functions inlined");
        }
        int opset = opset(model);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        GraphReader graph = new GraphReader(model.getGraph(), opset, external);
        return new OnnxModel(graph.graph(), graph.weights(), metadata, opset, model.getProducerName());
    }

    private static ModelProto parse(ByteBuffer bytes) {
        WireScan.check(bytes.duplicate());
        // Wrapped and aliased, so that weights are copied once: from the file into native memory.
        ByteString all = UnsafeByteOperations.unsafeWrap(bytes);
        CodedInputStream in = all.newCodedInput();
        in.enableAliasing(true);
        in.setRecursionLimit(DEEPEST);
        try {
            return ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw WireScan.damaged(e);
        }
    }

    private static int opset(ModelProto model) {
        for (OperatorSetIdProto imported : model.getOpsetImportList()) {
            if (imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx")) {
                return checked(imported.getVersion());
            }
        }
        throw new OnnxException("expected a version of the operator set, the file names none");
    }

    private static int checked(long opset) {
        if (opset < OnnxFile.OLDEST_OPSET || opset > OnnxFile.NEWEST_OPSET) {
            throw new OnnxException("expected opset " + OnnxFile.OLDEST_OPSET + " to " + OnnxFile.NEWEST_OPSET
                    + ", got " + opset + "; export the network again, or convert it with onnx.version_converter");
        }
        return (int) opset;
    }
}
