package dev.konkyo.torch;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** A graph with one input and any outputs in libtorch, as an exported file would be run: without gradients. */
public final class TorchModel implements AutoCloseable {
    private final TorchNetwork network;

    /** Copies the weights; on the processor. */
    public TorchModel(WeightedGraph weighted) {
        network = new TorchNetwork(weighted);
    }

    /**
     * All outputs by name, in the graph's order.
     *
     * @param images float32 [N, 3, height, width]
     */
    public Map<String, TensorData> outputs(TensorData images) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                var inputs = Map.of(network.graph().input().name(), Tensors.view(images));
                var wanted = new LinkedHashSet<>(network.graph().outputs());
                var values = network.forward(inputs, Mode.EVALUATION, wanted);
                Map<String, TensorData> outputs = new LinkedHashMap<>();
                wanted.forEach(name -> outputs.put(name, Tensors.data(TorchNetwork.value(values, name))));
                return outputs;
            });
        } finally {
            Reference.reachabilityFence(images);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
