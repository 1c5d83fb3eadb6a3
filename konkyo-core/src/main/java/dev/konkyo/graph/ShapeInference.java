package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the type and shape of every value of a graph for one size of its inputs. */
public final class ShapeInference {
    private final Map<String, Operand> known = new HashMap<>();

    private ShapeInference() {}

    /**
     * Infers with every free axis of the inputs at the given size.
     *
     * @param free size of free axes, usually the batch
     * @return every value's type and shape by name, parameters and constants included
     * @throws GraphException naming the node at which the shapes do not fit
     */
    public static Map<String, Operand> infer(Graph graph, int free) {
        Map<String, Shape> shapes = new HashMap<>();
        graph.inputs().forEach(input -> shapes.put(input.name(), input.shape(free)));
        return infer(graph, shapes);
    }

    /**
     * Infers for these shapes of the inputs.
     *
     * @throws GraphException naming the node at which the shapes do not fit
     */
    public static Map<String, Operand> infer(Graph graph, Map<String, Shape> inputs) {
        ShapeInference inference = new ShapeInference();
        for (GraphInput input : graph.inputs()) {
            Shape shape = inputs.get(input.name());
            if (shape == null) {
                throw new GraphException("no shape was given for the graph's input '" + input.name() + "'");
            }
            inference.known.put(input.name(), Operand.of(input.type(), shape));
        }
        graph.parameters()
                .forEach((name, parameter) ->
                        inference.known.put(name, Operand.of(parameter.type(), parameter.shape())));
        graph.constants().forEach((name, constant) -> inference.known.put(name, Operand.of(constant)));
        graph.nodes().forEach(inference::infer);
        return inference.known;
    }

    /**
     * The shape of one value with every free axis of the inputs at the given size.
     *
     * @throws GraphException if there is no such value or the shapes do not fit
     */
    public static Shape shape(Graph graph, String value, int free) {
        Operand operand = infer(graph, free).get(value);
        if (operand == null) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + value + "'");
        }
        return operand.shape();
    }

    /** What one node makes of operands that are known already. */
    static List<Operand> infer(Node node, Operands operands) {
        try {
            List<Operand> results = node.op().infer(operands);
            if (node.outputs().size() > results.size()) {
                throw new GraphException("output " + (results.size() + 1) + " of this operator is not supported");
            }
            return ConstantFolding.fold(node.op(), operands, results);
        } catch (GraphException e) {
            throw new GraphException(place(node) + e.getMessage(), e);
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            // Axes that do not exist, lists of another length, sizes beyond 32 bits: nothing that an exporter writes.
            throw new GraphException(
                    place(node) + node.op() + " does not fit its inputs " + shapes(node, operands)
                            + "; is the file damaged?",
                    e);
        }
    }

    private static String place(Node node) {
        return "node '" + node.name() + "' (" + node.op().type() + "): ";
    }

    private static String shapes(Node node, Operands operands) {
        return IntStream.range(0, operands.count())
                .filter(i -> operands.optional(i) != null)
                .mapToObj(
                        i -> "'" + node.inputs().get(i) + "' " + operands.at(i).shape())
                .collect(Collectors.joining(", "));
    }

    private void infer(Node node) {
        List<@Nullable Operand> operands = new ArrayList<>();
        node.inputs().forEach(input -> operands.add(input.isEmpty() ? null : known.get(input)));
        List<Operand> results = infer(node, new Operands(operands));
        for (int i = 0; i < node.outputs().size(); i++) {
            known.put(node.outputs().get(i), results.get(i));
        }
    }
}
