package dev.konkyo.faithfulness;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Weights that know nothing any more, of a network that still computes. Layers and normalisations begin as before a training. What no
 * initialisation has a rule for (class centres, rows of a memory, scales of channels, whole numbers of an 8-bit file) gets its own numbers
 * in an order by lot: zeros there would make every map constant, and a constant map proves nothing.
 */
final class Forgetting {
    private Forgetting() {}

    /** New weights for all parameters; only a tensor of equal elements can stay as it was. */
    static Weights of(WeightedGraph network, RandomGenerator random) {
        Graph graph = network.graph();
        Weights drawn = Initialization.KAIMING.weights(graph, random);
        Set<String> initialized = initialized(graph);
        Map<String, TensorData> forgotten = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            boolean rule = initialized.contains(name)
                    && parameter.type() == drawn.at(name).type();
            forgotten.put(
                    name, rule ? drawn.at(name) : shuffled(network.weights().at(name), random));
        });
        return Weights.of(forgotten);
    }

    /** The parameters that an initialisation speaks of: factors, biases and what normalises. */
    private static Set<String> initialized(Graph graph) {
        Set<String> names = new HashSet<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs();
            switch (node.op()) {
                case LinearOp _ -> names.addAll(inputs);
                case ConvolutionOp _, NormalizationOp _, ActivationOp.PRelu _ ->
                    names.addAll(inputs.subList(1, inputs.size()));
                default -> {}
            }
        }
        names.retainAll(graph.parameters().keySet());
        return names;
    }

    /** The elements in another order, each bit by bit what it was. */
    private static TensorData shuffled(TensorData tensor, RandomGenerator random) {
        int size = tensor.type().bytes();
        int count = Math.toIntExact(tensor.shape().elements());
        if (constant(tensor, count, size)) {
            return tensor;
        }
        TensorData shuffled;
        do {
            byte[] bytes = bytes(tensor);
            for (int last = count - 1; last > 0; last--) {
                swap(bytes, size, last, random.nextInt(last + 1));
            }
            shuffled = TensorData.of(tensor.type(), tensor.shape(), ByteBuffer.wrap(bytes));
        } while (shuffled.equals(tensor));
        return shuffled;
    }

    private static byte[] bytes(TensorData tensor) {
        byte[] bytes = new byte[tensor.buffer().remaining()];
        tensor.buffer().get(bytes);
        return bytes;
    }

    private static boolean constant(TensorData tensor, int count, int size) {
        ByteBuffer bytes = tensor.buffer();
        return count < 2 || bytes.slice(0, (count - 1) * size).equals(bytes.slice(size, (count - 1) * size));
    }

    private static void swap(byte[] bytes, int size, int one, int other) {
        for (int i = 0; i < size; i++) {
            byte kept = bytes[one * size + i];
            bytes[one * size + i] = bytes[other * size + i];
            bytes[other * size + i] = kept;
        }
    }
}
