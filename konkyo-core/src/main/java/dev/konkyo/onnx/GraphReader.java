package dev.konkyo.onnx;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.onnx.format.OnnxFormat.GraphProto;
import dev.konkyo.onnx.format.OnnxFormat.NodeProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import dev.konkyo.onnx.format.OnnxFormat.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a file's graph to a graph and its weights. */
final class GraphReader {
    private static final Set<String> OPTIONAL_OUTPUTS =
            Set.of("Dropout", "MaxPool", "BatchNormalization", "LayerNormalization");

    private final GraphProto proto;
    private final GraphDraft draft;
    private final OpsetUpgrade upgrade;
    private final Set<String> nodeNames = new HashSet<>();
    private final Graph graph;
    private final Weights weights;

    GraphReader(GraphProto proto, int opset, ExternalData external) {
        this.proto = proto;
        draft = new GraphDraft(proto);
        upgrade = new OpsetUpgrade(opset, draft);
        if (proto.getSparseInitializerCount() > 0) {
            throw new OnnxException("sparse initializers are not supported; export the network with dense weights");
        }
        readTensors(external);
        proto.getNodeList().forEach(this::readNode);
        SharedStatistics.separate(draft);
        Map<String, TensorData> parameters = new LinkedHashMap<>();
        graph = build(parameters);
        weights = Weights.of(parameters);
    }

    Graph graph() {
        return graph;
    }

    Weights weights() {
        return weights;
    }

    private void readTensors(ExternalData external) {
        for (TensorProto tensor : proto.getInitializerList()) {
            boolean outside = tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
            TensorData data = outside ? external.read(tensor) : TensorCodec.decode(tensor);
            if (tensor.getName().isEmpty()) {
                throw new OnnxException("an initializer has no name");
            }
            if (draft.tensors.put(tensor.getName(), data) != null) {
                throw new OnnxException("the initializer '" + tensor.getName() + "' is there twice");
            }
            InitializerRole.declared(tensor.getDocString())
                    .ifPresent(role -> draft.declared.put(tensor.getName(), role.orElse(null)));
        }
    }

    private void readNode(NodeProto node) {
        NodeDraft read = NodeDraft.of(node, nodeName(node));
        if (node.getOutputCount() == 0 || node.getOutput(0).isEmpty()) {
            throw read.error("makes no output");
        }
        if (read.domain.isEmpty() && read.type.equals("Constant")) {
            draft.tensors.put(read.output(), ConstantNode.value(read));
        } else if (!isCopyOfTensor(read)) {
            dropUnusedOutputs(read);
            draft.nodes.addAll(upgrade.upgrade(read));
        }
    }

    private String nodeName(NodeProto node) {
        String wanted = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        String name = wanted;
        for (int i = 2; !nodeNames.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /**
     * Exporters store equal tensors once and hand them on through Identity. Each copy becomes a tensor of its own (over the same
     * bytes), because in training the copies go different ways.
     */
    private boolean isCopyOfTensor(NodeDraft node) {
        TensorData tensor = draft.tensors.get(node.input(0));
        boolean copy = node.type.equals("Identity")
                && node.domain.isEmpty()
                && tensor != null
                && !draft.declared.containsKey(node.input(0))
                && !draft.outputs.contains(node.output());
        if (copy && tensor != null) {
            draft.tensors.put(node.output(), tensor);
        }
        return copy;
    }

    /** Outputs that only training needs are often named and never used, as the mask of Dropout. */
    private void dropUnusedOutputs(NodeDraft node) {
        while (node.outputs.size() > 1 && OPTIONAL_OUTPUTS.contains(node.type) && !draft.uses(node.outputs.getLast())) {
            node.outputs.removeLast();
        }
    }

    private Graph build(Map<String, TensorData> parameters) {
        List<Node> nodes = new ArrayList<>();
        for (NodeDraft node : draft.nodes) {
            nodes.add(new Node(node.name, OpCodec.decode(node), trimmed(node.inputs), node.outputs));
        }
        Map<String, Parameter> expected = new LinkedHashMap<>();
        Map<String, TensorData> constants = new LinkedHashMap<>();
        Map<String, Parameter.Role> found = InitializerRole.of(nodes, draft.tensors);
        Set<String> used = new HashSet<>(draft.outputs);
        nodes.forEach(node -> used.addAll(node.inputs()));
        draft.tensors.forEach((name, tensor) -> {
            Optional<Parameter.Role> role =
                    Optional.ofNullable(draft.declared.containsKey(name) ? draft.declared.get(name) : found.get(name));
            if (role.isPresent() && (used.contains(name) || draft.declared.containsKey(name))) {
                expected.put(name, new Parameter(tensor.type(), tensor.shape(), role.get()));
                parameters.put(name, tensor);
            } else if (role.isEmpty() && (used.contains(name) || draft.declared.containsKey(name))) {
                constants.put(name, tensor);
            }
        });
        List<String> outputs =
                proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
        return new Graph(proto.getName(), inputs(), expected, constants, nodes, outputs);
    }

    /** What the caller gives; files of older tools list the initializers among the inputs. */
    private List<GraphInput> inputs() {
        Set<String> given = new HashSet<>();
        proto.getInitializerList().forEach(tensor -> given.add(tensor.getName()));
        return proto.getInputList().stream()
                .filter(input -> !given.contains(input.getName()))
                .map(ValueInfo::read)
                .toList();
    }

    private static List<String> trimmed(List<String> inputs) {
        int count = inputs.size();
        while (count > 0 && inputs.get(count - 1).isEmpty()) {
            count--;
        }
        return inputs.subList(0, count);
    }
}
