package dev.konkyo.torch;

import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.QuantizationOp;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Box;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.MapPlaces;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.lang.ref.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A model in libtorch; its scores are the graph's first output, or where the graph gives evidence too, those before softmax. */
public final class TorchClassifier implements DifferentiableClassifier {
    private final Model model;
    private final MapPlaces places;
    private final TorchNetwork network;
    private final String output;
    private final TorchDevice device;
    private final Map<String, TorchNetwork> heads = new ConcurrentHashMap<>();
    private final Map<String, Boolean> roundedBehind = new ConcurrentHashMap<>();

    /** On the processor. */
    public TorchClassifier(Model model) {
        this(model, TorchDevice.CPU);
    }

    public TorchClassifier(Model model, TorchDevice device) {
        this.model = model.withNetwork(EvidenceOutputs.without(model.network()));
        this.device = device;
        places = new MapPlaces(this.model.graph());
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
    public Box covered(int rows, int columns) {
        return places.of(rows, columns);
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
        requireGradients(layer);
        return scoped(images, () -> {
            Map<String, Tensor> values = network.forwardFrom(layer, inputs(images), Mode.EVALUATION, Set.of(output));
            TensorData logits = data(values, output);
            TensorData weights = checked(score.apply(logits), logits);
            Tensor activation = TorchNetwork.value(values, layer);
            Tensor sum = TorchNetwork.value(values, output)
                    .mul(Tensors.copyOf(weights))
                    .sum();
            return new Gradients(logits, Tensors.data(activation), gradient(sum, activation, layer));
        });
    }

    @Override
    public TensorData logitsFrom(String layer, TensorData activation) {
        TorchNetwork head = heads.computeIfAbsent(layer, this::head);
        return scoped(
                activation,
                () -> TorchEngine.noGrad(() -> Tensors.data(head.forward(Tensors.view(activation), Mode.EVALUATION))));
    }

    private TorchNetwork head(String layer) {
        Graph head = Cut.from(model.graph().withOutputs(List.of(output)), layer);
        return new TorchNetwork(new WeightedGraph(head, model.weights()), device);
    }

    @Override
    public Gradients gradients(TensorData images, String layer, UnaryOperator<TensorData> score, BackwardRule rule) {
        requireGradients(layer);
        return scoped(images, () -> new NodewiseGradients(network, output).under(rule, inputs(images), layer, score));
    }

    @Override
    public Contributions contributions(TensorData images, UnaryOperator<TensorData> score) {
        requireGradients(model.graph().input().name());
        return scoped(images, () -> new NodewiseGradients(network, output).contributions(inputs(images), score));
    }

    @Override
    public Curvature curvature(TensorData images, String layer, UnaryOperator<TensorData> score) {
        requireGradients(layer);
        return scoped(images, () -> curved(images, layer, score));
    }

    private Curvature curved(TensorData images, String layer, UnaryOperator<TensorData> score) {
        try {
            Map<String, Tensor> values = network.forwardFrom(layer, inputs(images), Mode.EVALUATION, Set.of(output));
            TensorData logits = data(values, output);
            Tensor activation = TorchNetwork.value(values, layer);
            Tensor scores = TorchNetwork.value(values, output);
            Tensor weights = Tensors.copyOf(checked(score.apply(logits), logits));
            return TorchEngine.enableGrad(() -> {
                Tensor sum =
                        scores.add(torch.log_softmax(scores, 1)).mul(weights).sum();
                Tensor gradient = derivative(sum, activation, true);
                Tensor product = gradient.requires_grad()
                        ? derivative(gradient.mul(activation.detach()).sum(), activation, false)
                        : torch.zeros_like(activation);
                return new Curvature(logits, Tensors.data(activation), Tensors.data(gradient), Tensors.data(product));
            });
        } catch (TorchException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of a few operators libtorch knows no second derivative.
            throw TorchException.of("second derivative of '" + output + "' at '" + layer + "'", e);
        }
    }

    /** Rounding is flat nearly everywhere: what lies before it would get gradients of 0 without a word. */
    private void requireGradients(String layer) {
        if (roundedBehind.computeIfAbsent(layer, this::findRounding)) {
            throw new TorchException(
                    "values behind '" + layer + "' are rounded to 8 bits, which has no gradient; explain"
                            + " the float32 file, or take a method that needs no gradients: " + withoutGradients());
        }
    }

    private String withoutGradients() {
        return EvidenceMethods.namesFor(this).stream()
                .filter(name -> EvidenceMethods.named(name).needs() != Needs.GRADIENTS)
                .collect(Collectors.joining(", "));
    }

    private boolean findRounding(String layer) {
        Set<String> later = new HashSet<>(Set.of(layer));
        boolean rounded = false;
        for (Node node : model.graph().nodes()) {
            if (node.inputs().stream().anyMatch(later::contains)) {
                later.addAll(node.outputs());
                rounded |= node.op() instanceof QuantizationOp.QuantizeLinear;
            }
        }
        return rounded;
    }

    /** Zero where the score does not depend on the activation. */
    private static Tensor derivative(Tensor score, Tensor activation, boolean again) {
        TensorVector gradients = torch.grad(
                new TensorVector(score),
                new TensorVector(activation),
                new TensorVector(),
                new BoolOptional(again),
                again,
                true);
        Tensor gradient = new Tensor(gradients.get(0));
        return gradient.defined() ? gradient : torch.zeros_like(activation);
    }

    static TensorData checked(TensorData weights, TensorData logits) {
        if (!weights.shape().equals(logits.shape())) {
            throw new TorchException(
                    "the score's weights: expected the logits' shape " + logits.shape() + ", got " + weights.shape());
        }
        return weights;
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
        heads.values().forEach(TorchNetwork::close);
        heads.clear();
    }
}
