package dev.konkyo.bench;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchNetwork;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Grad-CAM as it is usually computed: a backward pass of the highest score through all of the network, with the activation and the gradient of
 * the evidence layer taken on the way; channel weights, weighted sum and ReLU (Selvaraju et al. 2017, equations 1 and 2) in libtorch.
 */
final class WholeNetworkGradCam implements AutoCloseable {
    private final TorchNetwork network;
    private final String input;
    private final String output;
    private final String layer;

    WholeNetworkGradCam(WeightedGraph weighted, String layer) {
        Graph graph = weighted.graph();
        network = new TorchNetwork(weighted);
        input = graph.input().name();
        output = graph.outputs().getFirst();
        this.layer = layer;
    }

    /** The maps float32 [N, h, w] of photos [N, 3, height, width]. */
    TensorData maps(TensorData photos) {
        try (TensorScope _ = new TensorScope()) {
            Map<String, Tensor> values = network.forwardFrom(
                    input, Map.of(input, Tensors.copyOf(photos)), Mode.EVALUATION, Set.of(output, layer));
            Tensor activation = at(values, layer);
            Tensor score = at(values, output).amax(new long[] {1}, false).sum();
            TensorVector gradients = torch.grad(
                    new TensorVector(score),
                    new TensorVector(at(values, input), activation),
                    new TensorVector(),
                    new BoolOptional(),
                    false,
                    false);
            Tensor weights = new Tensor(gradients.get(1)).mean(2, 3);
            Tensor sum =
                    activation.detach().mul(weights.unsqueeze(2).unsqueeze(3)).sum(1);
            return Tensors.data(sum.relu());
        } finally {
            Reference.reachabilityFence(photos);
        }
    }

    private static Tensor at(Map<String, Tensor> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    @Override
    public void close() {
        network.close();
    }
}
