package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Batch normalisation as it is at inference folded into the convolution before it: weight * s and (bias - mean) * s + shift with
 * s = scale / sqrt(variance + epsilon). Folded where the normalisation is all that uses the convolution and nothing else uses its weights.
 */
public final class BatchNormFolding {
    private final Graph graph;
    private final Map<String, Parameter> parameters;
    private final Map<String, TensorData> weights;
    private final Map<String, Integer> uses = new LinkedHashMap<>();

    private BatchNormFolding(WeightedGraph network) {
        graph = network.graph();
        parameters = new LinkedHashMap<>(graph.parameters());
        weights = new LinkedHashMap<>(network.weights().asMap());
        graph.nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        graph.outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
    }

    /** The same function with fewer nodes; a normalised value keeps its name, now made by the convolution. */
    public static WeightedGraph fold(WeightedGraph network) {
        return new BatchNormFolding(network).fold();
    }

    private WeightedGraph fold() {
        Map<String, Node> convolutions = new LinkedHashMap<>();
        graph.nodes().stream()
                .filter(node -> node.op() instanceof ConvolutionOp.Conv)
                .forEach(node -> convolutions.put(node.output(), node));
        Map<String, Node> folded = new LinkedHashMap<>();
        Set<Node> gone = new HashSet<>();
        for (Node node : graph.nodes()) {
            Node convolution = convolutions.get(node.input());
            if (convolution != null
                    && node.op() instanceof NormalizationOp.BatchNormalization op
                    && foldable(convolution, node)) {
                folded.put(convolution.name(), folded(convolution, node, op.epsilon()));
                gone.add(node);
            }
        }
        List<Node> nodes = new ArrayList<>();
        graph.nodes().stream()
                .filter(node -> !gone.contains(node))
                .forEach(node -> nodes.add(folded.getOrDefault(node.name(), node)));
        Graph result = Cut.pruned(graph.withParameters(parameters).withNodes(nodes));
        weights.keySet().retainAll(result.parameters().keySet());
        return new WeightedGraph(result, Weights.of(weights));
    }

    private boolean foldable(Node convolution, Node normalization) {
        return uses.getOrDefault(convolution.output(), 0) == 1
                && normalization.outputs().size() == 1
                && own(convolution.inputs().subList(1, convolution.inputs().size()))
                && normalization.inputs().subList(1, 5).stream().allMatch(parameters::containsKey);
    }

    private boolean own(List<String> names) {
        return names.stream()
                .allMatch(name -> name.isEmpty() || (parameters.containsKey(name) && uses.getOrDefault(name, 0) == 1));
    }

    private Node folded(Node convolution, Node normalization, double epsilon) {
        String weightName = convolution.inputs().get(1);
        String biasName = bias(convolution);
        TensorData weight = tensor(weightName);
        float[] old = weight.toFloats();
        float[] oldBias = weights.containsKey(biasName)
                ? tensor(biasName).toFloats()
                : new float[weight.shape().at(0)];
        float[] scale = tensor(normalization.inputs().get(1)).toFloats();
        float[] shift = tensor(normalization.inputs().get(2)).toFloats();
        float[] mean = tensor(normalization.inputs().get(3)).toFloats();
        float[] variance = tensor(normalization.inputs().get(4)).toFloats();
        int perChannel = old.length / scale.length;
        float[] bias = new float[scale.length];
        for (int channel = 0; channel < scale.length; channel++) {
            double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                old[i] = (float) (old[i] * factor);
            }
            bias[channel] = (float) ((oldBias[channel] - mean[channel]) * factor + shift[channel]);
        }
        weights.put(weightName, TensorData.ofFloats(weight.shape(), old));
        weights.put(biasName, TensorData.ofFloats(Shape.of(bias.length), bias));
        parameters.put(biasName, Parameter.trained(Shape.of(bias.length)));
        return new Node(
                convolution.name(),
                convolution.op(),
                List.of(convolution.input(), weightName, biasName),
                normalization.outputs());
    }

    /** The name of a convolution's bias, a new one where it has none. */
    private String bias(Node convolution) {
        if (convolution.inputs().size() > 2 && !convolution.inputs().get(2).isEmpty()) {
            return convolution.inputs().get(2);
        }
        String weight = convolution.inputs().get(1);
        String stem = weight.endsWith(".weight") ? weight.substring(0, weight.length() - ".weight".length()) : weight;
        String name = stem + ".bias";
        while (parameters.containsKey(name) || uses.containsKey(name)) {
            name += "_folded";
        }
        return name;
    }

    private TensorData tensor(String name) {
        TensorData tensor = weights.get(name);
        if (tensor == null) {
            throw new GraphException("the weights lack '" + name + "'");
        }
        return tensor;
    }
}
