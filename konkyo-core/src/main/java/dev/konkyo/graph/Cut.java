package dev.konkyo.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts of a graph: the trunk up to a value, the head from a value on. Unused nodes, parameters and constants fall away. */
public final class Cut {
    private Cut() {}

    /**
     * The part that makes these values, which become its outputs.
     *
     * @throws GraphException if the graph has no such value
     */
    public static Graph upTo(Graph graph, String... values) {
        return pruned(graph.withOutputs(List.of(values)));
    }

    /** The graph without what none of its outputs needs; inputs stay. */
    public static Graph pruned(Graph graph) {
        return reduced(graph, graph.inputs(), needed(graph, graph.outputs(), Set.of()), graph.outputs());
    }

    /**
     * The part that follows a value, which becomes its only input; its batch axis is free. The outputs are those that depend on the value.
     *
     * @throws GraphException if there is no such value, no output depends on it, or the outputs also depend on the photo past the value
     */
    public static Graph from(Graph graph, String value) {
        Map<String, Operand> one = ShapeInference.infer(graph, 1);
        Operand operand = one.get(value);
        if (operand == null) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + value + "' to cut at");
        }
        Set<String> later = dependents(graph, Set.of(value));
        List<String> outputs = graph.outputs().stream().filter(later::contains).toList();
        if (outputs.isEmpty()) {
            throw new GraphException("none of the outputs " + graph.outputs() + " depends on '" + value + "'");
        }
        Map<String, TensorData> fixed = fixed(graph, one);
        fixed.keySet().removeAll(later);
        Set<String> stops = new HashSet<>(fixed.keySet());
        stops.add(value);
        Set<String> needed = needed(graph, outputs, stops);
        for (GraphInput input : graph.inputs()) {
            if (needed.contains(input.name()) && !input.name().equals(value)) {
                throw new GraphException("cannot cut at '" + value + "': " + outputs + " also depend on '"
                        + input.name() + "' past it; choose a value that everything passes through");
            }
        }
        fixed.keySet().retainAll(needed);
        Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
        constants.putAll(fixed);
        List<Node> nodes = graph.nodes().stream()
                .filter(node ->
                        !fixed.containsKey(node.output()) && !node.outputs().contains(value))
                .toList();
        GraphInput input = new GraphInput(value, operand.type(), freeBatch(operand.shape()));
        return reduced(
                new Graph(graph.name(), List.of(), graph.parameters(), constants, List.of(), List.of()),
                nodes,
                List.of(input),
                needed,
                outputs);
    }

    /** The values that are made from any of these, themselves included. */
    static Set<String> dependents(Graph graph, Collection<String> from) {
        Set<String> later = new HashSet<>(from);
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(later::contains)) {
                later.addAll(node.outputs());
            }
        }
        return later;
    }

    /** The names that these values need, themselves included, not looking behind the stops. */
    static Set<String> needed(Graph graph, Collection<String> values, Set<String> stops) {
        Map<String, Node> producers = new LinkedHashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            String value = open.pop();
            Node producer = producers.get(value);
            if (needed.add(value) && !stops.contains(value) && producer != null) {
                open.addAll(producer.inputs());
            }
        }
        return needed;
    }

    /** Whether a value still depends on the elements (not only the shape) of another when a third is cut out. */
    static boolean reaches(Graph graph, String value, String cut, String source) {
        Set<String> stops = new HashSet<>(Set.of(cut));
        graph.nodes().stream()
                .filter(node -> node.op() instanceof ShapeOp.Shape)
                .forEach(node -> stops.add(node.output()));
        return needed(graph, List.of(value), stops).contains(source);
    }

    private static Graph reduced(Graph graph, List<GraphInput> inputs, Set<String> needed, List<String> outputs) {
        return reduced(graph, graph.nodes(), inputs, needed, outputs);
    }

    private static Graph reduced(
            Graph graph, List<Node> nodes, List<GraphInput> inputs, Set<String> needed, List<String> outputs) {
        Map<String, Parameter> parameters = new LinkedHashMap<>(graph.parameters());
        parameters.keySet().retainAll(needed);
        Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
        constants.keySet().retainAll(needed);
        List<Node> kept = nodes.stream()
                .filter(node -> node.outputs().stream().anyMatch(needed::contains))
                .toList();
        return new Graph(graph.name(), inputs, parameters, constants, kept, outputs);
    }

    /** What nodes make of shapes alone, the same for every batch: exported graphs compute sizes from the photo's shape. */
    private static Map<String, TensorData> fixed(Graph graph, Map<String, Operand> one) {
        Map<String, Operand> two = ShapeInference.infer(graph, 2);
        Map<String, TensorData> fixed = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            Operand first = one.get(node.output());
            Operand second = two.get(node.output());
            if (first != null && second != null && first.constant() != null && first.equals(second)) {
                fixed.put(node.output(), first.constant());
            }
        }
        return fixed;
    }

    private static List<Integer> freeBatch(Shape shape) {
        List<Integer> sizes = new ArrayList<>(Window.sizes(shape, 0));
        sizes.set(0, GraphInput.FREE);
        return sizes;
    }
}
