package dev.konkyo.onnx;

import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.GraphProto;
import dev.konkyo.onnx.format.OnnxFormat.NodeProto;
import dev.konkyo.onnx.format.OnnxFormat.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file's graph while its nodes are brought to opset 21: what they look up, and where they put tensors and names of their own. */
final class GraphDraft {
    /** Initializers and constants by name. */
    final Map<String, TensorData> tensors = new LinkedHashMap<>();
    /** What a file that Konkyo wrote says about its initializers; null for a constant. */
    final Map<String, Parameter.@Nullable Role> declared = new HashMap<>();

    final List<NodeDraft> nodes = new ArrayList<>();
    final Set<String> outputs = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    GraphDraft(GraphProto graph) {
        for (ValueInfoProto input : graph.getInputList()) {
            names.add(input.getName());
            rank(input);
        }
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        for (NodeProto node : graph.getNodeList()) {
            names.addAll(node.getOutputList());
            used.addAll(node.getInputList());
        }
        graph.getValueInfoList().forEach(this::rank);
        for (ValueInfoProto output : graph.getOutputList()) {
            rank(output);
            outputs.add(output.getName());
        }
    }

    private void rank(ValueInfoProto value) {
        if (value.getType().getTensorType().hasShape()) {
            ranks.put(
                    value.getName(), value.getType().getTensorType().getShape().getDimCount());
        }
    }

    /** The number of axes that the file declares for a value; null if it does not say. */
    @Nullable
    Integer rank(String value) {
        TensorData tensor = tensors.get(value);
        return tensor == null
                ? ranks.get(value)
                : Integer.valueOf(tensor.shape().rank());
    }

    /** Whether a node or the caller uses this value; nobody uses one without a name. */
    boolean uses(String value) {
        return !value.isEmpty() && (used.contains(value) || outputs.contains(value));
    }

    /** A name that nothing has yet. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Adds a constant under a name that nothing has yet. */
    String constant(String wanted, TensorData tensor) {
        String name = fresh(wanted);
        tensors.put(name, tensor);
        return name;
    }
}
