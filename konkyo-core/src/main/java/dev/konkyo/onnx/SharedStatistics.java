package dev.konkyo.onnx;

import dev.konkyo.graph.TensorData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives every batch normalisation running statistics of its own. Exporters store equal tensors once, so two layers (or a scale of ones
 * and a variance of ones) may share one; a training step would then write into both.
 */
final class SharedStatistics {
    private static final Set<Integer> STATISTICS = Set.of(3, 4);

    private SharedStatistics() {}

    static void separate(GraphDraft draft) {
        Map<String, Integer> uses = new HashMap<>();
        for (NodeDraft node : draft.nodes) {
            new HashSet<>(node.inputs).forEach(input -> uses.merge(input, 1, Integer::sum));
        }
        for (NodeDraft node : draft.nodes) {
            if (node.type.equals("BatchNormalization")) {
                STATISTICS.forEach(index -> separate(draft, node, index, uses));
            }
        }
    }

    private static void separate(GraphDraft draft, NodeDraft node, int index, Map<String, Integer> uses) {
        String name = node.input(index);
        TensorData tensor = draft.tensors.get(name);
        boolean shared = uses.getOrDefault(name, 0) > 1 || node.inputs.indexOf(name) != node.inputs.lastIndexOf(name);
        if (tensor != null && shared && !draft.declared.containsKey(name)) {
            node.inputs.set(index, draft.constant(name + (index == 3 ? ".mean" : ".variance"), tensor));
        }
    }
}
