package dev.konkyo.onnx;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.TensorData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells learnt weights from fixed numbers among a file's initializers, by where nodes use them. Konkyo's own files say it themselves,
 * in each initializer's doc string.
 */
final class InitializerRole {
    private static final String TRAINED = "konkyo.trained";
    private static final String BUFFER = "konkyo.buffer";
    private static final String CONSTANT = "konkyo.constant";

    private final Map<String, TensorData> tensors;
    private final Map<String, Node> producers = new HashMap<>();
    private final Set<String> layers = new HashSet<>();
    private final Map<String, Parameter.Role> roles = new HashMap<>();

    private InitializerRole(Map<String, TensorData> tensors) {
        this.tensors = tensors;
    }

    /** How a file of ours says what an initializer is; null is a constant. */
    static String text(Parameter.@Nullable Role role) {
        return role == null ? CONSTANT : role == Parameter.Role.TRAINED ? TRAINED : BUFFER;
    }

    /** What a doc string of ours says; empty if it is none of ours. An inner empty value is a constant. */
    static Optional<Optional<Parameter.Role>> declared(String text) {
        return switch (text) {
            case TRAINED -> Optional.of(Optional.of(Parameter.Role.TRAINED));
            case BUFFER -> Optional.of(Optional.of(Parameter.Role.BUFFER));
            case CONSTANT -> Optional.of(Optional.empty());
            default -> Optional.empty();
        };
    }

    /** The initializers that are parameters, with their roles; the others are constants. */
    static Map<String, Parameter.Role> of(List<Node> nodes, Map<String, TensorData> tensors) {
        InitializerRole finder = new InitializerRole(tensors);
        nodes.forEach(finder::visit);
        return finder.roles;
    }

    private void visit(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            TensorData tensor = tensors.get(node.inputs().get(i));
            Parameter.Role role = tensor == null || !tensor.type().floating() ? null : role(node, i, tensor);
            if (role != null) {
                roles.merge(node.inputs().get(i), role, (a, b) -> a == Parameter.Role.TRAINED ? a : b);
            }
        }
        if (isLayer(node)) {
            layers.addAll(node.outputs());
        }
        node.outputs().forEach(output -> producers.put(output, node));
    }

    private Parameter.@Nullable Role role(Node node, int index, TensorData tensor) {
        return switch (node.op()) {
            case ConvolutionOp _ -> index >= 1 ? Parameter.Role.TRAINED : null;
            case LinearOp _ -> Parameter.Role.TRAINED;
            case NormalizationOp.BatchNormalization _ ->
                index == 0 ? null : index <= 2 ? Parameter.Role.TRAINED : Parameter.Role.BUFFER;
            case NormalizationOp _ -> index >= 1 ? Parameter.Role.TRAINED : null;
            case ActivationOp.PRelu _ -> index == 1 ? Parameter.Role.TRAINED : null;
            case ElementwiseOp.Add _, ElementwiseOp.Mul _ ->
                scalesOrShifts(node, index, tensor) ? Parameter.Role.TRAINED : null;
            default -> null;
        };
    }

    /** Whether it is a bias or a scale per channel of a layer's output, not a number as in x * 0.5 and not the photo's own scaling. */
    private boolean scalesOrShifts(Node node, int index, TensorData tensor) {
        String other = node.inputs().get(1 - index);
        if (tensor.shape().elements() > 1) {
            return layers.contains(other);
        }
        Node producer = producers.get(other);
        return tensor.shape().rank() == 1 && producer != null && givesOneFeature(producer);
    }

    private boolean givesOneFeature(Node producer) {
        TensorData weights = producer.op() instanceof LinearOp.MatMul
                ? tensors.get(producer.inputs().get(1))
                : null;
        return weights != null && weights.shape().rank() == 2 && weights.shape().at(1) == 1;
    }

    /** A layer with weights, or what only rearranges, scales or shifts its output. */
    private boolean isLayer(Node node) {
        return switch (node.op()) {
            case ConvolutionOp _, LinearOp _ -> true;
            case NormalizationOp.LRN _ -> false;
            case NormalizationOp _ -> true;
            case LayoutOp.Reshape _,
                    LayoutOp.Transpose _,
                    LayoutOp.Flatten _,
                    LayoutOp.Squeeze _,
                    LayoutOp.Unsqueeze _ -> layers.contains(node.input());
            case ElementwiseOp.Add _, ElementwiseOp.Mul _ ->
                node.inputs().stream().anyMatch(layers::contains)
                        && node.inputs().stream().anyMatch(tensors::containsKey);
            default -> false;
        };
    }
}
