package dev.konkyo.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a graph costs for one photo.
 *
 * <p>A multiply-add is one product and its addition in a convolution or a matrix product, and counts once. Biases, normalisation,
 * activations, pools and sums of branches do not count, as is usual in papers' tables.
 *
 * @param parameters learnt numbers; running statistics are not among them
 * @param multiplyAdds by node name, in the graph's order; nodes without any are left out
 */
public record Cost(long parameters, Map<String, Long> multiplyAdds) {
    public Cost {
        multiplyAdds = Collections.unmodifiableMap(new LinkedHashMap<>(multiplyAdds));
    }

    /** The cost for one photo of the graph's own input size. */
    public static Cost of(Graph graph) {
        return of(graph, ShapeInference.infer(graph, 1));
    }

    /** The cost for inputs of these shapes, by name. */
    public static Cost of(Graph graph, Map<String, Operand> values) {
        Map<String, Long> multiplyAdds = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            long count = multiplyAdds(node, values);
            if (count > 0) {
                multiplyAdds.put(node.name(), count);
            }
        }
        return new Cost(parameters(graph), multiplyAdds);
    }

    /** The learnt numbers of a graph. */
    public static long parameters(Graph graph) {
        return graph.parameters().values().stream()
                .filter(parameter -> parameter.role() == Parameter.Role.TRAINED)
                .mapToLong(parameter -> parameter.shape().elements())
                .sum();
    }

    /** All multiply-adds together. */
    public long totalMultiplyAdds() {
        return multiplyAdds.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long multiplyAdds(Node node, Map<String, Operand> values) {
        return switch (node.op()) {
            case ConvolutionOp.Conv _ ->
                shape(values, node.output()).elements() * perOutput(shape(values, weight(node)));
            case ConvolutionOp.ConvTranspose _ ->
                shape(values, node.input()).elements() * perOutput(shape(values, weight(node)));
            case LinearOp.Gemm gemm ->
                shape(values, node.output()).elements()
                        * shape(values, node.input()).at(gemm.transA() ? 0 : 1);
            case LinearOp.MatMul _ ->
                shape(values, node.output()).elements()
                        * shape(values, node.input()).at(-1);
            default -> 0;
        };
    }

    /** Products that one output of a convolution (one input of a transposed one) takes part in. */
    private static long perOutput(Shape weights) {
        return weights.elements() / weights.at(0);
    }

    private static String weight(Node node) {
        return node.inputs().get(1);
    }

    private static Shape shape(Map<String, Operand> values, String name) {
        Operand operand = values.get(name);
        if (operand == null) {
            throw new GraphException("the shape of '" + name + "' is not known");
        }
        return operand.shape();
    }
}
