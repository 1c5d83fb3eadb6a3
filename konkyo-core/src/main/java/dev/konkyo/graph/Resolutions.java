package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers at which a network's maps become coarser. */
public final class Resolutions {
    private Resolutions() {}

    /**
     * A layer and the last value of each finer resolution before it that it depends on.
     *
     * @param layer a map [N, C, h, w]
     * @param count of resolutions at most, the layer's own included
     * @return the finest first, the layer last; fewer if the network has fewer
     * @throws GraphException if the graph has no such value
     */
    public static List<String> upTo(Graph graph, String layer, int count) {
        Map<String, Operand> values = ShapeInference.infer(graph, 1);
        if (!values.containsKey(layer)) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + layer + "'");
        }
        Set<String> needed = Cut.needed(graph, List.of(layer), Set.of());
        Set<String> depends = Cut.dependents(graph, Set.of(graph.input().name()));
        List<String> found = new ArrayList<>(List.of(layer));
        Set<Long> areas = new HashSet<>(Set.of(area(values, layer)));
        for (Node node : graph.nodes().reversed()) {
            String value = node.output();
            boolean finer = areas.stream().allMatch(seen -> area(values, value) > seen);
            if (found.size() < count && finer && needed.contains(value) && depends.contains(value)) {
                areas.add(area(values, value));
                found.addFirst(value);
            }
        }
        return List.copyOf(found);
    }

    private static long area(Map<String, Operand> values, String name) {
        Operand value = values.get(name);
        return value == null || value.shape().rank() != 4
                ? 0
                : (long) value.shape().at(2) * value.shape().at(3);
    }
}
