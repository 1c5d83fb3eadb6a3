package dev.konkyo.graph;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes added behind those of a graph. */
final class GraphExtension {
    private GraphExtension() {}

    /** A value or parameter of a graph as an input of the part that will be added to it; the first axis of a value is free. */
    static Value borrowed(GraphBuilder added, Graph graph, String name) {
        Operand operand = ShapeInference.infer(graph, 1).get(name);
        if (operand == null) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + name + "'");
        }
        boolean fixed =
                graph.parameters().containsKey(name) || graph.constants().containsKey(name);
        List<Integer> sizes = IntStream.range(0, operand.shape().rank())
                .mapToObj(axis ->
                        axis == 0 && !fixed ? GraphInput.FREE : operand.shape().at(axis))
                .toList();
        return added.input(new GraphInput(name, operand.type(), sizes));
    }

    /** A graph and, behind it, the nodes of another whose inputs are values of the first; outputs are the first's. */
    static Graph joined(Graph graph, Graph added) {
        Map<String, Parameter> parameters = new LinkedHashMap<>(graph.parameters());
        parameters.putAll(added.parameters());
        Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
        constants.putAll(added.constants());
        List<Node> nodes =
                Stream.concat(graph.nodes().stream(), added.nodes().stream()).toList();
        return new Graph(graph.name(), graph.inputs(), parameters, constants, nodes, graph.outputs());
    }

    /** The same graph in which no value has this name; the one that had it gets another, also as an output. */
    static Graph freed(Graph graph, String name) {
        Set<String> taken = new HashSet<>(graph.parameters().keySet());
        taken.addAll(graph.constants().keySet());
        graph.nodes().forEach(node -> taken.addAll(node.outputs()));
        if (!taken.contains(name)) {
            return graph;
        }
        String other = name + ".own";
        while (taken.contains(other)) {
            other += ".own";
        }
        return renamed(graph, name, other);
    }

    /** The same graph with another name for a value, parameter or constant of it. */
    static Graph renamed(Graph graph, String from, String to) {
        Map<String, TensorData> constants = new LinkedHashMap<>();
        graph.constants().forEach((name, constant) -> constants.put(name.equals(from) ? to : name, constant));
        if (graph.parameters().containsKey(from)) {
            throw new GraphException("graph '" + graph.name() + "' has a parameter called '" + from
                    + "', which the added outputs need; rename it where the network is made");
        }
        List<Node> nodes = graph.nodes().stream()
                .map(node -> new Node(
                        node.name(), node.op(), renamed(node.inputs(), from, to), renamed(node.outputs(), from, to)))
                .toList();
        return new Graph(
                graph.name(), graph.inputs(), graph.parameters(), constants, nodes, renamed(graph.outputs(), from, to));
    }

    private static List<String> renamed(List<String> names, String from, String to) {
        return names.stream().map(name -> name.equals(from) ? to : name).toList();
    }
}
