package dev.konkyo.graph;

/** A graph and a full set of weights for it; the constructor checks that every parameter is there in its shape. */
public record WeightedGraph(Graph graph, Weights weights) {
    public WeightedGraph {
        graph.parameters().forEach((name, parameter) -> {
            TensorData tensor = weights.find(name);
            if (tensor == null) {
                throw new GraphException("the weights lack '" + name + "' " + parameter.shape());
            }
            if (!tensor.shape().equals(parameter.shape())) {
                throw new GraphException(
                        "weights '" + name + "': expected shape " + parameter.shape() + ", got " + tensor.shape());
            }
        });
    }
}
