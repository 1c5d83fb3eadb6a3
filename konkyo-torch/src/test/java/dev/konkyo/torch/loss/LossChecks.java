package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Values and gradients of losses in double precision. */
final class LossChecks {
    private LossChecks() {}

    static double value(Loss loss, double[] rows, int columns, long... labels) {
        try (TensorScope _ = new TensorScope()) {
            return loss.of(tensor(rows, columns), Targets.of(labels, (int) highest(labels) + 1))
                    .item_double();
        }
    }

    static double shared(Loss loss, double[] scores, float... shares) {
        int classes = scores.length;
        try (TensorScope _ = new TensorScope()) {
            return loss.of(
                            tensor(scores, classes),
                            Targets.of(TensorData.ofFloats(Shape.of(shares.length / classes, classes), shares)))
                    .item_double();
        }
    }

    /** Holds the gradient against central differences. */
    static void gradient(Loss loss, double[] rows, int columns, int classes, long... labels) {
        double[] gradient;
        try (TensorScope _ = new TensorScope()) {
            Tensor leaf = tensor(rows, columns);
            leaf.set_requires_grad(true);
            loss.of(leaf, Targets.of(labels, classes)).backward();
            gradient = Tensors.data(new Tensor(leaf.grad())).toDoubles();
        }
        double step = 1e-6;
        for (int i = 0; i < rows.length; i++) {
            double[] above = rows.clone();
            double[] below = rows.clone();
            above[i] += step;
            below[i] -= step;
            double slope = (of(loss, above, columns, classes, labels) - of(loss, below, columns, classes, labels))
                    / (2 * step);
            assertThat(gradient[i]).as("number %d", i).isCloseTo(slope, within(1e-6));
        }
    }

    static double of(Loss loss, double[] rows, int columns, int classes, long... labels) {
        try (TensorScope _ = new TensorScope()) {
            return loss.of(tensor(rows, columns), Targets.of(labels, classes)).item_double();
        }
    }

    static Tensor tensor(double[] rows, int columns) {
        return Tensors.copyOf(TensorData.ofDoubles(Shape.of(rows.length / columns, columns), rows));
    }

    private static long highest(long... labels) {
        long highest = 0;
        for (long label : labels) {
            highest = Math.max(highest, label);
        }
        return highest;
    }
}
