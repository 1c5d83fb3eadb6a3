package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The layers at which a network's maps become coarser. */
public final class Resolutions {
    private Resolutions() {}

    /**
     * A layer and the last value of each finer resolution before it that it depends on. How fine a map is says its stride, the pixels from one
     * place to the next: without padding maps of one stride have many sizes.
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
        Map<String, ReceptiveField> fields = ReceptiveField.all(graph);
        double finest = stride(fields, layer);
        for (Node node : graph.nodes().reversed()) {
            String value = node.output();
            boolean finer = isMap(values.get(value)) && stride(fields, value) < finest;
            if (found.size() < count && finer && needed.contains(value) && depends.contains(value)) {
                finest = stride(fields, value);
                found.addFirst(value);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isMap(@Nullable Operand value) {
        return value != null && value.shape().rank() == 4;
    }

    /** Pixels of the photo for each place; no end for what does not depend on it. */
    private static double stride(Map<String, ReceptiveField> fields, String name) {
        ReceptiveField field = fields.get(name);
        return field == null
                ? Double.POSITIVE_INFINITY
                : field.vertical().stride() * field.horizontal().stride();
    }
}
