package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weights by name into a network. */
public final class WeightLoading {
    /** PyTorch counts training steps beside each normalisation; nothing reads the count. */
    private static final String STEP_COUNT = ".num_batches_tracked";

    private WeightLoading() {}

    /** The network with the weights in place, and what became of each tensor. */
    public record Loaded(WeightedGraph network, WeightReport report) {}

    /**
     * Puts every tensor where its name says. Half-precision tensors are widened. Step counts of batch normalisation are passed over.
     *
     * @param initial the network with the values that parameters keep where the file has none
     * @param file the tensors to load
     * @param head names of parameters that may have another shape in the file, see {@link HeadReplacement#parameters}
     * @throws GraphException if a tensor outside the head has another shape or element type, or if no name matches at all
     */
    public static Loaded load(WeightedGraph initial, Weights file, Set<String> head) {
        Graph graph = initial.graph();
        Map<String, TensorData> weights = new LinkedHashMap<>(initial.weights().asMap());
        List<String> loaded = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<WeightReport.WrongShape> wrongShape = new ArrayList<>();
        graph.parameters().forEach((name, parameter) -> {
            TensorData tensor = file.find(name);
            if (tensor == null) {
                missing.add(name);
            } else if (tensor.shape().equals(parameter.shape())) {
                weights.put(name, typed(graph, name, tensor, parameter.type()));
                loaded.add(name);
            } else if (head.contains(name)) {
                wrongShape.add(new WeightReport.WrongShape(name, parameter.shape(), tensor.shape()));
            } else {
                throw new GraphException(
                        "weights " + new WeightReport.WrongShape(name, parameter.shape(), tensor.shape())
                                + "; are they for another network than '" + graph.name() + "'?");
            }
        });
        if (loaded.isEmpty() && !graph.parameters().isEmpty()) {
            throw new GraphException("none of the " + file.names().size() + " tensors fits network '" + graph.name()
                    + "': expected names like '"
                    + graph.parameters().keySet().iterator().next() + "', got "
                    + file.names().stream().limit(3).toList());
        }
        List<String> unexpected = file.names().stream()
                .filter(name -> !graph.parameters().containsKey(name) && !name.endsWith(STEP_COUNT))
                .toList();
        return new Loaded(
                new WeightedGraph(graph, Weights.of(weights)),
                new WeightReport(loaded, missing, unexpected, wrongShape));
    }

    private static TensorData typed(Graph graph, String name, TensorData tensor, ElementType type) {
        if (tensor.type() == type) {
            return tensor;
        }
        if (type != ElementType.FLOAT32 || !tensor.type().floating()) {
            throw new GraphException("weights '" + name + "' of network '" + graph.name() + "': expected " + type
                    + ", got " + tensor.type());
        }
        return TensorData.ofFloats(tensor.shape(), tensor.toFloats());
    }
}
