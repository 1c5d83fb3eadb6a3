package dev.konkyo.torch;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A graph with any outputs in libtorch, as an exported file would be run: without gradients. */
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
        return outputs(Map.of(network.graph().input().name(), images));
    }

    /**
     * All outputs by name, in the graph's order.
     *
     * @param given every input of the graph by name, of the types and shapes that it says
     */
    public Map<String, TensorData> outputs(Map<String, TensorData> given) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                Map<String, Tensor> inputs = new LinkedHashMap<>();
                given.forEach((name, data) -> inputs.put(name, Tensors.view(data)));
                var wanted = new LinkedHashSet<>(network.graph().outputs());
                var values = network.forward(inputs, Mode.EVALUATION, wanted);
                Map<String, TensorData> outputs = new LinkedHashMap<>();
                wanted.forEach(name -> outputs.put(name, Tensors.data(TorchNetwork.value(values, name))));
                return outputs;
            });
        } finally {
            Reference.reachabilityFence(given);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
