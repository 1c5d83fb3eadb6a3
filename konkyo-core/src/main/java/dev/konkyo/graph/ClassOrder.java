package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a classifier's classes into another order, by moving the rows of its head. */
public final class ClassOrder {
    private ClassOrder() {}

    /** A parameter and its axis of classes. */
    private record Rows(String name, int axis) {}

    /**
     * The network whose class {@code i} is the class {@code order.get(i)} of the given one.
     *
     * @param order every class once
     * @return empty if the head has another number of classes, or rows that are shared with something else or fixed in the graph
     */
    public static Optional<WeightedGraph> of(WeightedGraph network, List<Integer> order) {
        Graph graph = network.graph();
        List<Rows> all = CosineHead.in(graph) ? List.of(new Rows(CosineHead.CENTRES, 0)) : rows(graph);
        Map<String, TensorData> weights = new LinkedHashMap<>(network.weights().asMap());
        for (Rows rows : all) {
            Parameter parameter = graph.parameters().get(rows.name);
            if (parameter == null
                    || parameter.type() != ElementType.FLOAT32
                    || parameter.shape().at(rows.axis) != order.size()
                    || graph.consumers(rows.name).size() != 1) {
                return Optional.empty();
            }
            weights.put(rows.name, moved(network.weights().at(rows.name), rows.axis, order));
        }
        return Optional.of(new WeightedGraph(graph, Weights.of(weights)));
    }

    private static List<Rows> rows(Graph graph) {
        List<Rows> rows = new ArrayList<>();
        for (ClassifierLayer head : HeadReplacement.heads(graph)) {
            rows.add(new Rows(head.weight(), head.layout() == ClassifierLayer.Layout.CLASSES_FIRST ? 0 : 1));
            head.bias()
                    .filter(bias -> !HeadReplacement.single(graph, bias))
                    .ifPresent(bias -> rows.add(new Rows(bias, axis(graph, bias))));
        }
        return rows;
    }

    private static int axis(Graph graph, String bias) {
        Parameter parameter = graph.parameters().get(bias);
        return parameter == null ? 0 : HeadReplacement.classAxis(parameter.shape());
    }

    private static TensorData moved(TensorData tensor, int axis, List<Integer> order) {
        Shape shape = tensor.shape();
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.at(i);
        }
        float[] before = tensor.toFloats();
        float[] after = new float[before.length];
        int block = order.size() * inner;
        for (int start = 0; start < before.length; start += block) {
            for (int label = 0; label < order.size(); label++) {
                System.arraycopy(before, start + order.get(label) * inner, after, start + label * inner, inner);
            }
        }
        return TensorData.ofFloats(shape, after);
    }
}
