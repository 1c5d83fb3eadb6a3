package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistillationLossTest {
    private static final Loss HARD = new CrossEntropy(0);

    @Test
    void valueAndGradientAgreeWithThoseWorkedOutByHand() {
        // At T = 2 the student says 1/4, 3/4 and the teachers 1/2, 1/2; at T = 1 the student says 1/10, 9/10 and the
        // label is 1.
        Example example = new Example(new double[] {0, 2 * Math.log(3)}, new double[] {0, 1}, new double[] {0.5, 0.5});
        DistillationLoss loss = new DistillationLoss(HARD, 2, 0.3);

        double divergence = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75);
        assertThat(example.value(loss)).isCloseTo(0.3 * 4 * divergence - 0.7 * Math.log(0.9), within(1e-12));
        // Soft: T (q - p) = 2 (-1/4, 1/4); hard: (1/10, -1/10).
        assertThat(example.gradient(loss)[0]).isCloseTo(0.3 * -0.5 + 0.7 * 0.1, within(1e-12));
        assertThat(example.gradient(loss)[1]).isCloseTo(0.3 * 0.5 - 0.7 * 0.1, within(1e-12));
    }

    @Test
    void aPhotoWithoutALabelHasTheSoftPartAlone() {
        Example example = new Example(new double[] {0, 2 * Math.log(3)}, new double[] {0, 0}, new double[] {0.5, 0.5});

        assertThat(example.gradient(new DistillationLoss(new CrossEntropy(0.1), 2, 0.3)))
                .containsExactly(new double[] {-0.15, 0.15}, within(1e-12));
    }

    @Test
    void aHalfLabelledPhotoHasHalfTheHardPart() {
        double[] logits = {0.3, -1.2, 0.4};
        double[] taught = {0.2, 0.5, 0.3};
        DistillationLoss loss = new DistillationLoss(new CrossEntropy(0.1), 3, 0.4);
        double whole = new Example(logits, new double[] {0, 1, 0}, taught).value(loss);
        double none = new Example(logits, new double[] {0, 0, 0}, taught).value(loss);

        assertThat(new Example(logits, new double[] {0, 0.5, 0}, taught).value(loss))
                .isCloseTo((whole + none) / 2, within(1e-12));
    }

    @Test
    void whereNothingIsTaughtTheLossIsThatOfTheLabels() {
        try (TensorScope _ = new TensorScope()) {
            Tensor logits = matrix(0.1, 0.5, -0.4);
            Targets labels = new Targets(matrix(0, 1, 0));
            assertThat(new DistillationLoss(HARD, 4, 0.9).of(logits, labels).item_double())
                    .isEqualTo(HARD.of(logits, labels).item_double());
        }
    }

    @Test
    void isZeroWhereTheStudentSaysWhatTheTeachersSay() {
        double[] logits = {1, -2, 0.5};
        Example example = new Example(logits, new double[3], softened(logits, 4));

        assertThat(example.value(new DistillationLoss(HARD, 4, 1))).isCloseTo(0, within(1e-12));
        assertThat(example.gradient(new DistillationLoss(HARD, 4, 1))).containsExactly(new double[3], within(1e-12));
    }

    @Test
    void aTeacherThatIsCertainIsNoNaN() {
        Example example = new Example(new double[] {2, -90, 1}, new double[3], new double[] {1, 0, 0});

        assertThat(example.value(new DistillationLoss(HARD, 1, 1))).isCloseTo(Math.log(1 + Math.exp(-1)), within(1e-9));
        assertThat(example.gradient(new DistillationLoss(HARD, 1, 1))).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 1", "4, 0.9", "20, 0.3"})
    void gradientsAgreeWithCentralDifferences(double temperature, double weight) {
        Random random = new Random(11);
        double[] logits = random.doubles(5, -3, 3).toArray();
        double[] taught = softened(random.doubles(5, -3, 3).toArray(), temperature);
        double[] shares = {0, 0, 1, 0, 0};
        DistillationLoss loss = new DistillationLoss(new CrossEntropy(0.1), temperature, weight);
        double[] gradient = new Example(logits, shares, taught).gradient(loss);
        for (int i = 0; i < logits.length; i++) {
            double[] up = logits.clone();
            double[] down = logits.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference =
                    (new Example(up, shares, taught).value(loss) - new Example(down, shares, taught).value(loss))
                            / 2e-5;

            assertThat(gradient[i]).isCloseTo(difference, within(1e-7));
        }
    }

    /** Equation 2 of the paper has the factor 1/T; the loss's T² makes it T. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 30})
    void theGradientIsTTimesTheDifferenceOfTheSoftenedProbabilities(double temperature) {
        double[] logits = {0.5, -1, 2, 0};
        double[] teacher = {1.5, 0.2, -1, 0.3};
        double[] student = softened(logits, temperature);
        double[] taught = softened(teacher, temperature);
        double[] gradient =
                new Example(logits, new double[4], taught).gradient(new DistillationLoss(HARD, temperature, 1));
        for (int i = 0; i < 4; i++) {
            assertThat(gradient[i]).isCloseTo(temperature * (student[i] - taught[i]), within(1e-11));
        }
    }

    /** Equation 4: for high temperatures and logits of mean 0 the gradient, times T², tends to (z - v) / N. */
    @Test
    void forHighTemperaturesTheLogitsAreMatched() {
        double[] logits = {0.5, -1, 2, -1.5};
        double[] teacher = {1.5, 0.2, -2, 0.3};
        double before = Double.POSITIVE_INFINITY;
        for (double temperature : new double[] {10, 100, 1000, 10000}) {
            double[] gradient = new Example(logits, new double[4], softened(teacher, temperature))
                    .gradient(new DistillationLoss(HARD, temperature, 1));
            double farthest = 0;
            for (int i = 0; i < 4; i++) {
                farthest = Math.max(farthest, Math.abs(gradient[i] - (logits[i] - teacher[i]) / 4));
            }
            // The first term that the limit leaves out is of order 1/T.
            assertThat(farthest).isLessThan(before / 9);
            before = farthest;
        }
        assertThat(before).isLessThan(1e-3);
    }

    @Test
    void refusesSettingsOutsideTheirRanges() {
        assertThatThrownBy(() -> new DistillationLoss(HARD, 0.5, 0.5)).hasMessageContaining("got 0.5 and 0.5");
        assertThatThrownBy(() -> new DistillationLoss(HARD, 2, 1.5)).hasMessageContaining("got 2.0 and 1.5");
        assertThatThrownBy(() -> new DistillationLoss(HARD, Double.NaN, 1)).hasMessageContaining("NaN");
    }

    /** One photo. */
    private static final class Example {
        private final double[] logits;
        private final double[] shares;
        private final double[] taught;

        Example(double[] logits, double[] shares, double[] taught) {
            this.logits = logits;
            this.shares = shares;
            this.taught = taught;
        }

        double value(Loss loss) {
            try (TensorScope _ = new TensorScope()) {
                return loss.of(matrix(logits), targets()).item_double();
            }
        }

        double[] gradient(Loss loss) {
            try (TensorScope _ = new TensorScope()) {
                Tensor scores = matrix(logits);
                scores.set_requires_grad(true);
                loss.of(scores, targets()).backward();
                return Tensors.data(new Tensor(scores.grad())).toDoubles();
            }
        }

        private Targets targets() {
            return new Targets(matrix(shares), Optional.of(matrix(taught)));
        }
    }

    private static Tensor matrix(double... row) {
        return Tensors.copyOf(TensorData.ofDoubles(Shape.of(1, row.length), row));
    }

    private static double[] softened(double[] logits, double temperature) {
        double[] powers =
                Arrays.stream(logits).map(z -> Math.exp(z / temperature)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
