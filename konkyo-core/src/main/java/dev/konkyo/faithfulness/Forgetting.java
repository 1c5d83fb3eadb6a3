package dev.konkyo.faithfulness;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<String, TensorData> drawn = Initialization.KAIMING.drawn(graph, random);
        Map<String, TensorData> forgotten = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            TensorData fresh = drawn.get(name);
            boolean fits = fresh != null && fresh.type() == parameter.type();
            forgotten.put(name, fits ? fresh : shuffled(network.weights().at(name), random));
        });
        return Weights.of(forgotten);
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
