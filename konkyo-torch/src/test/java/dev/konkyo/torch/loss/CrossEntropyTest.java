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

    @Test
    void softTargetsWeighTheLogarithms() {
        // Probabilities 1/4 and 3/4, shares 0.25 and 0.75; with smoothing 0.2 the shares become 0.3 and 0.7.
        double[] logits = {0, Math.log(3)};

        assertThat(soft(new CrossEntropy(0), logits, 0.25f, 0.75f))
                .isCloseTo(-0.25 * Math.log(0.25) - 0.75 * Math.log(0.75), within(1e-12));
        assertThat(soft(new CrossEntropy(0.2), logits, 0.25f, 0.75f))
                .isCloseTo(-0.3 * Math.log(0.25) - 0.7 * Math.log(0.75), within(1e-12));
    }

    @Test
    void theLargestShareIsTheLabel() {
        try (TensorScope _ = new TensorScope()) {
            Targets targets = Targets.of(TensorData.ofFloats(Shape.of(2, 3), 0.1f, 0.3f, 0.6f, 0.7f, 0.3f, 0f));
            assertThat(Tensors.data(targets.labels()).toLongs()).containsExactly(2, 0);
            assertThat(Tensors.data(Targets.of(new long[] {1, 0}, 2).shares()).toFloats())
                    .containsExactly(0, 1, 1, 0);
        }
    }

    @Test
    void refusesLabelsBeyondTheClasses() {
        assertThatThrownBy(() -> Targets.of(new long[] {0, 2}, 2))
                .hasMessage("a label lies in [0, 2), got 2 for photo 1");
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
            return loss.of(tensor(logits, classes), Targets.of(labels, classes)).item_double();
        }
    }

    private static double soft(CrossEntropy loss, double[] logits, float... shares) {
        try (TensorScope _ = new TensorScope()) {
            Targets targets = Targets.of(TensorData.ofFloats(Shape.of(1, shares.length), shares));
            return loss.of(tensor(logits, shares.length), targets).item_double();
        }
    }

    private static double[] gradient(CrossEntropy loss, double[] logits, int classes, long... labels) {
        try (TensorScope _ = new TensorScope()) {
            Tensor scores = tensor(logits, classes);
            scores.set_requires_grad(true);
            loss.of(scores, Targets.of(labels, classes)).backward();
            return Tensors.data(new Tensor(scores.grad())).toDoubles();
        }
    }

    private static Tensor tensor(double[] logits, int classes) {
        return Tensors.copyOf(TensorData.ofDoubles(Shape.of(logits.length / classes, classes), logits));
    }
}
