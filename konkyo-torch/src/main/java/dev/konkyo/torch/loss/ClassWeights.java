package dev.konkyo.torch.loss;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * How much each class counts in a loss.
 *
 * @param values one for each class, at least 0; empty where all count 1
 */
public record ClassWeights(List<Double> values) {
    public ClassWeights {
        values = List.copyOf(values);
        if (values.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
            throw new IllegalArgumentException("a class's weight is a number of at least 0, got " + values);
        }
    }

    /** Every class counts 1. */
    public static ClassWeights even() {
        return new ClassWeights(List.of());
    }

    /**
     * The weights as numbers of the same type as the scores that they apply to.
     *
     * @param logits floating, [N, classes]
     * @return [classes], in the caller's scope; empty where all count 1
     */
    Optional<Tensor> like(Tensor logits) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (logits.size(1) != values.size()) {
            throw new IllegalArgumentException(
                    "expected weights for " + logits.size(1) + " classes, got " + values.size());
        }
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(Tensors.copyOf(TensorData.ofDoubles(Shape.of(numbers.length), numbers))
                .to(logits.scalar_type()));
    }
}
