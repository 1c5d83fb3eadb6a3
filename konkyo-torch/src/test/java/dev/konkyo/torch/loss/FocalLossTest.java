package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FocalLossTest {
    @Test
    void isEquationFiveOfThePaper() {
        // Logits 0 and log 3 give the probabilities 1/4 and 3/4; label 1 has alpha 0.5, so -0.5 (1/4)^2 log(3/4).
        Loss focal = new FocalLoss(2, new ClassWeights(List.of(2.0, 0.5)));
        double easy = -0.5 * Math.pow(0.25, 2) * Math.log(0.75);
        double hard = -2.0 * Math.pow(0.75, 2) * Math.log(0.25);
        double[] logits = {0, Math.log(3), 0, Math.log(3)};

        try (TensorScope _ = new TensorScope()) {
            Tensor scores = tensor(logits, 2);
            Targets targets = Targets.of(new long[] {1, 0}, 2);
            assertThat(Tensors.data(focal.perPhoto(scores, targets)).toDoubles())
                    .containsExactly(new double[] {easy, hard}, within(1e-12));
            assertThat(focal.of(scores, targets).item_double()).isCloseTo((easy + hard) / 2, within(1e-12));
        }
    }

    @Test
    void withoutFocusItIsCrossEntropy() {
        double[] logits = {0.3, -1.2, 2, 1, 0, -0.5};
        ClassWeights weights = new ClassWeights(List.of(0.5, 1.0, 1.5));

        try (TensorScope _ = new TensorScope()) {
            Targets targets = Targets.of(TensorData.ofFloats(Shape.of(2, 3), 0.25f, 0, 0.75f, 0, 1, 0));
            double[] focal = Tensors.data(new FocalLoss(0, weights).perPhoto(tensor(logits, 3), targets))
                    .toDoubles();
            double[] plain = Tensors.data(new CrossEntropy(0, weights).perPhoto(tensor(logits, 3), targets))
                    .toDoubles();
            assertThat(focal).containsExactly(plain, within(1e-12));
        }
    }

    @Test
    void weightsApplyToTheMeanOverPhotosAndNotToThatOverWeights() {
        // Both photos have the loss log 2; the weights 3 and 1 make it 2 log 2 on average.
        try (TensorScope _ = new TensorScope()) {
            double loss = new CrossEntropy(0, new ClassWeights(List.of(3.0, 1.0)))
                    .of(tensor(new double[4], 2), Targets.of(new long[] {0, 1}, 2))
                    .item_double();
            assertThat(loss).isCloseTo(2 * Math.log(2), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 2", "2, 3", "5, 4"})
    void gradientsAgreeWithCentralDifferences(double focus, long seed) {
        Loss loss = new FocalLoss(focus, new ClassWeights(List.of(0.4, 1.6, 1.0)));
        double[] logits = new Random(seed).doubles(6, -3, 3).toArray();
        double[] gradient = gradient(loss, logits);

        for (int i = 0; i < logits.length; i++) {
            double step = 1e-6;
            double[] above = logits.clone();
            double[] below = logits.clone();
            above[i] += step;
            below[i] -= step;
            assertThat(gradient[i]).isCloseTo((value(loss, above) - value(loss, below)) / (2 * step), within(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5", "2"})
    void aPhotoThatIsCertainHasAGradient(double focus) {
        double[] gradient =
                gradient(new FocalLoss(focus, ClassWeights.even()), new double[] {-900, 0, 900, 900, 0, -900});

        assertThat(Arrays.stream(gradient)).allMatch(Double::isFinite);
    }

    @Test
    void refusesWhatIsNoFocusAndWeightsOfOtherClasses() {
        assertThatThrownBy(() -> new FocalLoss(-1, ClassWeights.even()))
                .hasMessage("the focal loss needs a focus of at least 0, got -1.0");
        assertThatThrownBy(() -> value(new FocalLoss(1, new ClassWeights(List.of(1.0))), new double[6]))
                .hasMessage("expected weights for 3 classes, got 1");
    }

    private static double value(Loss loss, double[] logits) {
        try (TensorScope _ = new TensorScope()) {
            return loss.of(tensor(logits, 3), targets()).item_double();
        }
    }

    private static double[] gradient(Loss loss, double[] logits) {
        try (TensorScope _ = new TensorScope()) {
            Tensor scores = tensor(logits, 3);
            scores.set_requires_grad(true);
            loss.of(scores, targets()).backward();
            return Tensors.data(new Tensor(scores.grad())).toDoubles();
        }
    }

    private static Targets targets() {
        return Targets.of(TensorData.ofFloats(Shape.of(2, 3), 0, 0, 1, 0.25f, 0.75f, 0));
    }

    private static Tensor tensor(double[] logits, int classes) {
        return Tensors.copyOf(TensorData.ofDoubles(Shape.of(logits.length / classes, classes), logits));
    }
}
