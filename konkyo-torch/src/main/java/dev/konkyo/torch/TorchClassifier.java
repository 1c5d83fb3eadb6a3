package dev.konkyo.torch;

import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A model in libtorch; its scores are the graph's first output, or where the graph gives evidence too, those before softmax. */
public final class TorchClassifier implements DifferentiableClassifier {
    private final Model model;
    private final TorchNetwork network;
    private final String output;

    /** On the processor. */
    public TorchClassifier(Model model) {
        this(model, TorchDevice.CPU);
    }

    public TorchClassifier(Model model, TorchDevice device) {
        this.model = model.withNetwork(EvidenceOutputs.without(model.network()));
        network = new TorchNetwork(this.model.network(), device);
        output = this.model.graph().outputs().getFirst();
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public WeightedGraph network() {
        return model.network();
    }

    @Override
    public TensorData logits(TensorData images) {
        return scoped(
                images,
                () -> TorchEngine.noGrad(() -> Tensors.data(network.forward(Tensors.view(images), Mode.EVALUATION))));
    }

    @Override
    public Features features(TensorData images, String layer) {
        return scoped(
                images,
                () -> TorchEngine.noGrad(() -> {
                    Map<String, Tensor> values =
                            network.forward(inputs(images), Mode.EVALUATION, Set.of(output, layer));
                    return new Features(data(values, output), data(values, layer));
                }));
    }

    @Override
    public Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score) {
        return scoped(images, () -> {
            Map<String, Tensor> values = network.forwardFrom(layer, inputs(images), Mode.EVALUATION, Set.of(output));
            TensorData logits = data(values, output);
            TensorData weights = score.apply(logits);
            if (!weights.shape().equals(logits.shape())) {
                throw new TorchException("the score's weights: expected the logits' shape " + logits.shape() + ", got "
                        + weights.shape());
            }
            Tensor activation = TorchNetwork.value(values, layer);
            Tensor sum = TorchNetwork.value(values, output)
                    .mul(Tensors.copyOf(weights))
                    .sum();
            return new Gradients(logits, Tensors.data(activation), gradient(sum, activation, layer));
        });
    }

    private TensorData gradient(Tensor score, Tensor activation, String layer) {
        try {
            TensorVector gradients = torch.grad(
                    new TensorVector(score),
                    new TensorVector(activation),
                    new TensorVector(),
                    new BoolOptional(),
                    false,
                    false);
            return Tensors.data(new Tensor(gradients.get(0)));
        } catch (RuntimeException e) {
            throw TorchException.of("gradient of '" + output + "' with respect to '" + layer + "'", e);
        }
    }

    private Map<String, Tensor> inputs(TensorData images) {
        return Map.of(model.graph().input().name(), Tensors.view(images));
    }

    private static TensorData data(Map<String, Tensor> values, String name) {
        return Tensors.data(TorchNetwork.value(values, name));
    }

    /** The images' memory is only borrowed, so it must be reachable until the end. */
    private static <T> T scoped(TensorData images, Supplier<T> work) {
        try (TensorScope _ = new TensorScope()) {
            return work.get();
        } finally {
            Reference.reachabilityFence(images);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
