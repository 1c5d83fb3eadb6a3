package dev.konkyo.graph;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network: nodes in an order in which each only uses what came before.
 *
 * @param parameters what the weights must hold, by name
 * @param constants small fixed tensors (axes, shapes, limits) that belong to the structure and are not learnt, by name
 * @param outputs names of the values that the graph gives
 */
public record Graph(
        String name,
        List<GraphInput> inputs,
        Map<String, Parameter> parameters,
        Map<String, TensorData> constants,
        List<Node> nodes,
        List<String> outputs) {
    /** Checks that names are unique, that every input was made before it is used and that the outputs exist. */
    public Graph {
        inputs = List.copyOf(inputs);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        Set<String> known = new HashSet<>();
        inputs.forEach(input -> define(known, input.name(), "input"));
        parameters.keySet().forEach(parameter -> define(known, parameter, "parameter"));
        constants.keySet().forEach(constant -> define(known, constant, "constant"));
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                if (!input.isEmpty() && !known.contains(input)) {
                    throw new GraphException("node '" + node.name() + "' ("
                            + node.op().type() + ") uses '" + input + "', which nothing before it makes");
                }
            }
            node.outputs().stream()
                    .filter(output -> !output.isEmpty())
                    .forEach(output -> define(known, output, "output of node '" + node.name() + "'"));
        }
        for (String output : outputs) {
            if (!known.contains(output)) {
                throw new GraphException("the graph's output '" + output + "' is made by no node");
            }
        }
    }

    private static void define(Set<String> known, String name, String what) {
        if (!known.add(name)) {
            throw new GraphException("the name '" + name + "' (" + what + ") is used twice");
        }
    }

    /** The only input that is given at run time; networks for photos have one. */
    public GraphInput input() {
        if (inputs.size() != 1) {
            throw new GraphException("expected a graph with one input, got " + inputs.size() + ": " + inputs);
        }
        return inputs.getFirst();
    }

    /** The node that makes a value; empty for inputs, parameters and constants. */
    public Optional<Node> producer(String value) {
        return nodes.stream().filter(node -> node.outputs().contains(value)).findFirst();
    }

    /** The nodes that use a value. */
    public List<Node> consumers(String value) {
        return nodes.stream().filter(node -> node.inputs().contains(value)).toList();
    }

    public Graph withNodes(List<Node> changed) {
        return new Graph(name, inputs, parameters, constants, changed, outputs);
    }

    public Graph withOutputs(List<String> changed) {
        return new Graph(name, inputs, parameters, constants, nodes, changed);
    }

    /** The same graph that also gives this value. */
    public Graph withOutput(String value) {
        return outputs.contains(value)
                ? this
                : withOutputs(Stream.concat(outputs.stream(), Stream.of(value)).toList());
    }

    public Graph withParameters(Map<String, Parameter> changed) {
        return new Graph(name, inputs, changed, constants, nodes, outputs);
    }

    public Graph withInputs(List<GraphInput> changed) {
        return new Graph(name, changed, parameters, constants, nodes, outputs);
    }
}
