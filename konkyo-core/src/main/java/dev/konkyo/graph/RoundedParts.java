package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rounded network taken apart at its roundings, so that two engines can be compared step by step. Run as a whole they drift apart: a
 * last digit of float32 decides about a step of 8 bits here and there, and every layer behind carries it on. Between two roundings they
 * compute the same, save for numbers that lie halfway between two steps.
 */
public final class RoundedParts {
    private static final String AGAIN = ".again";

    private final Graph graph;
    private final Set<String> steps;

    /**
     * Finds the roundings.
     *
     * @param graph of {@link EightBits#of}
     * @throws GraphException if nothing in it is rounded
     */
    public RoundedParts(Graph graph) {
        this.graph = graph;
        Set<String> rounded = new LinkedHashSet<>();
        graph.nodes().stream()
                .filter(node -> node.op() instanceof QuantizationOp.QuantizeLinear)
                .forEach(node -> rounded.add(node.output()));
        steps = Collections.unmodifiableSet(rounded);
        if (steps.isEmpty()) {
            throw new GraphException("'" + graph.name() + "' rounds nothing to 8 bits");
        }
    }

    /** The values in 8 bits, in the order of the nodes. */
    public Set<String> steps() {
        return steps;
    }

    /** The same network that also gives all its {@link #steps}. */
    public Graph watched() {
        return graph.withOutputs(Stream.concat(graph.outputs().stream(), steps.stream())
                .distinct()
                .toList());
    }

    /** The name under which {@link #parted} gives a step. */
    public static String again(String step) {
        return step + AGAIN;
    }

    /**
     * The network between its roundings: it takes the photo and every step, goes on from each as given, and gives the outputs and what
     * each step should have been, by the name {@link #again}.
     */
    public Graph parted() {
        var values = ShapeInference.infer(graph, 1);
        List<GraphInput> inputs = new ArrayList<>(graph.inputs());
        for (String step : steps) {
            Operand value = values.get(step);
            if (value == null) {
                throw new GraphException("the shape of '" + step + "' is not known");
            }
            inputs.add(new GraphInput(step, value.type(), Window.sizes(value.shape(), 0)));
        }
        List<Node> nodes = graph.nodes().stream()
                .map(node -> steps.contains(node.output())
                        ? new Node(node.name(), node.op(), node.inputs(), List.of(again(node.output())))
                        : node)
                .toList();
        return new Graph(
                graph.name(),
                inputs,
                graph.parameters(),
                graph.constants(),
                nodes,
                Stream.concat(graph.outputs().stream(), steps.stream().map(RoundedParts::again))
                        .toList());
    }
}
