package dev.konkyo.onnx;

import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import dev.konkyo.onnx.format.OnnxFormat.NodeProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file's node while it is brought to opset 21; attributes and inputs may still change. */
final class NodeDraft {
    final String name;
    final String domain;
    String type;
    final List<String> inputs;
    final List<String> outputs;
    final Map<String, AttributeProto> attributes = new LinkedHashMap<>();

    NodeDraft(String name, String type, List<String> inputs, List<String> outputs) {
        this(name, type, "", inputs, outputs);
    }

    private NodeDraft(String name, String type, String domain, List<String> inputs, List<String> outputs) {
        this.name = name;
        this.type = type;
        this.domain = domain;
        this.inputs = new ArrayList<>(inputs);
        this.outputs = new ArrayList<>(outputs);
    }

    /** The draft of a file's node under a name that is not empty. */
    static NodeDraft of(NodeProto node, String name) {
        String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
        NodeDraft draft = new NodeDraft(name, node.getOpType(), domain, node.getInputList(), node.getOutputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (draft.attributes.put(attribute.getName(), attribute) != null) {
                throw draft.error("attribute '" + attribute.getName() + "' is given twice");
            }
        }
        return draft;
    }

    OnnxException error(String problem) {
        return new OnnxException("node '" + name + "' (" + type + "): " + problem);
    }

    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** Sets an input, with empty names for the ones left out before it. */
    void input(int index, String value) {
        while (inputs.size() <= index) {
            inputs.add("");
        }
        inputs.set(index, value);
    }

    String output() {
        if (outputs.isEmpty()) {
            throw error("makes no output");
        }
        return outputs.getFirst();
    }

    /** Removes an attribute and gives its integers; null if it is not there. */
    long @Nullable [] takeIntegers(String attribute) {
        AttributeProto taken = attributes.remove(attribute);
        return taken == null
                ? null
                : taken.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** Removes an attribute and gives its floats; null if it is not there. */
    float @Nullable [] takeFloats(String attribute) {
        AttributeProto taken = attributes.remove(attribute);
        if (taken == null) {
            return null;
        }
        float[] values = new float[taken.getFloatsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = taken.getFloats(i);
        }
        return values;
    }

    /** Removes an attribute and gives its integer. */
    long takeInteger(String attribute, long missing) {
        AttributeProto taken = attributes.remove(attribute);
        return taken == null ? missing : taken.getI();
    }

    /** Removes an attribute and gives its float; null if it is not there. */
    @Nullable
    Float takeFloat(String attribute) {
        AttributeProto taken = attributes.remove(attribute);
        return taken == null ? null : taken.getF();
    }

    NodeDraft set(AttributeProto attribute) {
        attributes.put(attribute.getName(), attribute);
        return this;
    }
}
