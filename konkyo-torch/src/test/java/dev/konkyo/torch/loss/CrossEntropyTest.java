package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossEntropyTest {
    @Test
    void isTheNegativeLogarithmOfTheLabelsProbability() {
        // Probabilities of row 0: 1/4, 3/4; of row 1: 1/2, 1/2. Mean of -ln(3/4) and -ln(1/2).
        double loss = loss(new CrossEntropy(0), new double[] {0, Math.log(3), 5, 5}, 2, 1, 0);

        assertThat(loss).isCloseTo((-Math.log(0.75) - Math.log(0.5)) / 2, within(1e-12));
    }

    @Test
    void smoothingSpreadsTheLabelsShareEvenly() {
        // Targets with smoothing 0.2 of two classes: 0.9 for the label, 0.1 for the other.
        double loss = loss(new CrossEntropy(0.2), new double[] {0, Math.log(3)}, 2, 1);

        assertThat(loss).isCloseTo(-0.9 * Math.log(0.75) - 0.1 * Math.log(0.25), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5})
    void gradientsAgreeWithCentralDifferences(double smoothing) {
        CrossEntropy loss = new CrossEntropy(smoothing);
        double[] logits = new Random(7).doubles(12, -2, 2).toArray();
        long[] labels = {0, 3, 2};
        double[] gradient = gradient(loss, logits, 4, labels);
        for (int i = 0; i < logits.length; i++) {
            double[] up = logits.clone();
            double[] down = logits.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference = (loss(loss, up, 4, labels) - loss(loss, down, 4, labels)) / 2e-5;

            assertThat(gradient[i]).isCloseTo(difference, within(1e-8));
        }
    }

    @Test
    void refusesSmoothingOutsideItsRange() {
        assertThatThrownBy(() -> new CrossEntropy(1)).hasMessage("label smoothing must lie in [0, 1), got 1.0");
    }

    private static double loss(CrossEntropy loss, double[] logits, int classes, long... labels) {
        try (TensorScope _ = new TensorScope()) {
            return loss.of(tensor(logits, classes), labels(labels)).item_double();
        }
    }

    private static double[] gradient(CrossEntropy loss, double[] logits, int classes, long... labels) {
        try (TensorScope _ = new TensorScope()) {
            Tensor scores = tensor(logits, classes);
            scores.set_requires_grad(true);
            loss.of(scores, labels(labels)).backward();
            return Tensors.data(new Tensor(scores.grad())).toDoubles();
        }
    }

    private static Tensor tensor(double[] logits, int classes) {
        return Tensors.copyOf(TensorData.ofDoubles(Shape.of(logits.length / classes, classes), logits));
    }

    private static Tensor labels(long... labels) {
        return Tensors.copyOf(TensorData.vector(labels));
    }
}
