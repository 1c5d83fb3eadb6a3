package dev.konkyo.onnx;

import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes that opset 21 writes as several, or that have no record and are made of those that have. */
final class Decomposition {
    private final GraphDraft graph;

    Decomposition(GraphDraft graph) {
        this.graph = graph;
    }

    /** Before opset 13 a softmax runs over all axes from the given one on, together. */
    List<NodeDraft> flattenedSoftmax(NodeDraft node) {
        long axis = node.takeInteger("axis", 1);
        Integer rank = rank(node);
        if (axis == -1 || (rank != null && axis == rank - 1)) {
            return List.of(node.set(AttributeValue.integer("axis", -1)));
        }
        String shape = graph.fresh(node.output() + ".shape");
        String rows = graph.fresh(node.output() + ".rows");
        String result = graph.fresh(node.output() + ".softmax");
        return List.of(
                new NodeDraft(shape, "Shape", List.of(node.input(0)), List.of(shape)),
                new NodeDraft(rows, "Flatten", List.of(node.input(0)), List.of(rows))
                        .set(AttributeValue.integer("axis", axis)),
                new NodeDraft(result, node.type, List.of(rows), List.of(result))
                        .set(AttributeValue.integer("axis", -1)),
                new NodeDraft(node.name, "Reshape", List.of(result, shape), node.outputs));
    }

    private @Nullable Integer rank(NodeDraft node) {
        Integer rank = graph.rank(node.input(0));
        return rank == null ? graph.rank(node.output()) : rank;
    }

    /**
     * Until opset 20 scale and bias are per group, which is instance normalisation of [N, groups, elements]: each group is one channel.
     */
    List<NodeDraft> groupNormalization(NodeDraft node) {
        long groups = node.takeInteger("num_groups", 0);
        String shape = graph.fresh(node.output() + ".shape");
        String grouped = graph.fresh(node.output() + ".grouped");
        String result = graph.fresh(node.output() + ".normalized");
        String sizes = graph.constant(node.output() + ".groups", TensorData.vector(0, groups, -1));
        NodeDraft normalization = new NodeDraft(
                result, "InstanceNormalization", List.of(grouped, node.input(1), node.input(2)), List.of(result));
        node.attributes.remove("stash_type");
        node.attributes.values().forEach(normalization::set);
        return List.of(
                new NodeDraft(shape, "Shape", List.of(node.input(0)), List.of(shape)),
                new NodeDraft(grouped, "Reshape", List.of(node.input(0), sizes), List.of(grouped)),
                normalization,
                new NodeDraft(node.name, "Reshape", List.of(result, shape), node.outputs));
    }

    /** x0 + x1 + x2 + ... as one addition after the other. */
    List<NodeDraft> sum(NodeDraft node) {
        if (node.inputs.size() < 2) {
            node.type = "Identity";
            return List.of(node);
        }
        List<NodeDraft> additions = new ArrayList<>();
        String sum = node.input(0);
        for (int i = 1; i < node.inputs.size(); i++) {
            boolean last = i == node.inputs.size() - 1;
            String next = last ? node.output() : graph.fresh(node.output() + ".sum");
            additions.add(new NodeDraft(last ? node.name : next, "Add", List.of(sum, node.input(i)), List.of(next)));
            sum = next;
        }
        return additions;
    }

    /** x * tanh(softplus(x)). */
    List<NodeDraft> mish(NodeDraft node) {
        String softplus = graph.fresh(node.output() + ".softplus");
        String tanh = graph.fresh(node.output() + ".tanh");
        return List.of(
                new NodeDraft(softplus, "Softplus", List.of(node.input(0)), List.of(softplus)),
                new NodeDraft(tanh, "Tanh", List.of(softplus), List.of(tanh)),
                new NodeDraft(node.name, "Mul", List.of(node.input(0), tanh), node.outputs));
    }

    /** x * sigmoid(alpha * x). */
    List<NodeDraft> swish(NodeDraft node) {
        Float alpha = node.takeFloat("alpha");
        String scaled = node.input(0);
        List<NodeDraft> nodes = new ArrayList<>();
        if (alpha != null && alpha != 1) {
            String factor = graph.constant(node.output() + ".alpha", TensorData.scalar(alpha));
            scaled = graph.fresh(node.output() + ".scaled");
            nodes.add(new NodeDraft(scaled, "Mul", List.of(node.input(0), factor), List.of(scaled)));
        }
        String sigmoid = graph.fresh(node.output() + ".sigmoid");
        nodes.add(new NodeDraft(sigmoid, "Sigmoid", List.of(scaled), List.of(sigmoid)));
        nodes.add(new NodeDraft(node.name, "Mul", List.of(node.input(0), sigmoid), node.outputs));
        return nodes;
    }
}
