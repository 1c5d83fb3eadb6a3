package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.torch.TensorScope;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CosineLossTest {
    private static final ClassWeights EVEN = ClassWeights.even();

    @Test
    void withoutAMarginItIsSoftmaxOverScaledCosines() {
        double loss = LossChecks.of(new CosineSoftmax(4, EVEN), new double[] {0.5, 0.1, -0.2}, 3, 3, 0);

        assertThat(loss).isCloseTo(crossEntropy(4, 0.5, 0.1, -0.2), within(1e-12));
    }

    @Test
    void cosFaceTakesTheMarginFromTheCosine() {
        double loss = LossChecks.of(new CosFace(4, 0.35, EVEN), new double[] {0.5, 0.1}, 2, 2, 0);

        assertThat(loss).isCloseTo(crossEntropy(4, 0.15, 0.1), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "0.99, 0.5", "-0.5, 0.5", "-0.8, 0.3", "0.2, 1.2"})
    void arcFaceAddsTheMarginToTheAngle(double cosine, double margin) {
        double loss = LossChecks.of(new ArcFace(3, margin, false, EVEN), new double[] {cosine, 0.1}, 2, 2, 0);

        assertThat(loss).isCloseTo(crossEntropy(3, Math.cos(Math.acos(cosine) + margin), 0.1), within(1e-12));
    }

    @Test
    void arcFaceFallsOnBeyondPiLessTheMargin() {
        // acos(-0.95) = 2.82 lies beyond pi - 0.5 = 2.64.
        double loss = LossChecks.of(new ArcFace(3, 0.5, false, EVEN), new double[] {-0.95, 0.1}, 2, 2, 0);

        assertThat(loss).isCloseTo(crossEntropy(3, -0.95 - 0.5 * Math.sin(0.5), 0.1), within(1e-12));
    }

    @Test
    void arcFaceGrowsWithEveryAngle() {
        double before = -1;
        for (double angle = 0.01; angle < Math.PI; angle += 0.01) {
            double loss = LossChecks.of(new ArcFace(5, 0.5, false, EVEN), new double[] {Math.cos(angle), 0.1}, 2, 2, 0);
            assertThat(loss).isGreaterThan(before);
            before = loss;
        }
    }

    @Test
    void theEasyMarginSparesPhotosThatAreFarFromTheirCentre() {
        ArcFace easy = new ArcFace(3, 0.5, true, EVEN);

        assertThat(LossChecks.of(easy, new double[] {-0.2, 0.1}, 2, 2, 0))
                .isCloseTo(crossEntropy(3, -0.2, 0.1), within(1e-12));
        assertThat(LossChecks.of(easy, new double[] {0.2, 0.1}, 2, 2, 0))
                .isCloseTo(crossEntropy(3, Math.cos(Math.acos(0.2) + 0.5), 0.1), within(1e-12));
    }

    static Stream<CosineLoss> losses() {
        ClassWeights weights = new ClassWeights(List.of(0.5, 2.0, 1.0));
        return Stream.of(
                new CosineSoftmax(8, weights),
                new CosFace(8, 0.35, weights),
                new ArcFace(8, 0.5, false, weights),
                new ArcFace(8, 0.5, true, EVEN),
                AdaCos.fixed(3, weights));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAgreeWithCentralDifferences(CosineLoss loss) {
        double[] cosines = new Random(3).doubles(12, -0.97, 0.97).toArray();

        LossChecks.gradient(loss, cosines, 3, 3, 0, 2, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void sharesWeighTheLossesOfTheirClasses(CosineLoss loss) {
        double[] cosines = {0.6, -0.2, 0.3};
        double first = LossChecks.of(loss, cosines, 3, 3, 0);
        double third = LossChecks.of(loss, cosines, 3, 3, 2);

        assertThat(LossChecks.shared(loss, cosines, 0.25f, 0, 0.75f))
                .isCloseTo(0.25 * first + 0.75 * third, within(1e-12));
    }

    @Test
    void weightsCountTheirClass() {
        ClassWeights weights = new ClassWeights(List.of(0.5, 3.0));
        double[] cosines = {0.4, 0.1};

        assertThat(LossChecks.of(new ArcFace(8, 0.5, false, weights), cosines, 2, 2, 1))
                .isCloseTo(3 * LossChecks.of(new ArcFace(8, 0.5, false, EVEN), cosines, 2, 2, 1), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1001, 9.7690", "4, 1.5537", "3, 0.9803", "2, 0.9803"})
    void theFixedScaleFollowsFromTheNumberOfClasses(int classes, double scale) {
        assertThat(AdaCos.fixedScale(classes)).isCloseTo(scale, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"2, 4.6052", "3, 6.6023", "1000, 16.1009"})
    void theUsualScaleAllowsForCertainty(int classes, double scale) {
        assertThat(CosineLoss.usualScale(classes)).isCloseTo(scale, within(1e-3));
        // On the centre, with the other centres spread evenly at -1 / (C - 1).
        double others = (classes - 1) * Math.exp(-scale / (classes - 1));
        assertThat(Math.exp(scale) / (Math.exp(scale) + others)).isCloseTo(0.9999, within(1e-5));
    }

    @Test
    void theDynamicScaleFollowsFromTheBatch() {
        AdaCos loss = AdaCos.dynamic(4, EVEN);
        // Three other classes with cosine 0 make B = 3; the lower median angle is acos(0.8), below pi / 4.
        step(loss, 0.6, 0, 0, 0, 0.8, 0, 0, 0);

        assertThat(loss.cosineScale()).isCloseTo(Math.log(3) / 0.8, within(1e-12));

        // B at the scale of before: (3 + 2 + e^(0.5 s)) / 2; angles beyond pi / 4 count as pi / 4.
        double others = (3 + 2 + Math.exp(0.5 * Math.log(3) / 0.8)) / 2;
        step(loss, 0.1, 0, 0, 0, 0.2, 0.5, 0, 0);

        assertThat(loss.cosineScale()).isCloseTo(Math.log(others) / Math.cos(Math.PI / 4), within(1e-12));
    }

    @Test
    void theDynamicScaleFallsBelowTheFixedOneAndIsNeverNegative() {
        AdaCos loss = AdaCos.dynamic(3, EVEN);
        double fixed = Math.sqrt(2) * Math.log(2);
        // B = 2 e^(-s / 2) = e^0.2030 for the centres of three classes spread evenly, the photo on its own.
        step(loss, new double[] {1, -0.5, -0.5}, 3);
        assertThat(loss.cosineScale()).isCloseTo(Math.log(2) - fixed / 2, within(1e-12));

        AdaCos far = AdaCos.dynamic(3, EVEN);
        // B = 2 e^(-s) = 0.75: its logarithm is below 0.
        step(far, new double[] {1, -1, -1}, 3);
        assertThat(far.cosineScale()).isEqualTo(fixed);

        AdaCos two = AdaCos.dynamic(2, EVEN);
        step(two, new double[] {0.5, 0.5}, 2);
        assertThat(two.cosineScale()).isEqualTo(fixed);
    }

    @Test
    void judgingLeavesTheScale() {
        AdaCos loss = AdaCos.dynamic(4, EVEN);
        double before = loss.cosineScale();
        LossChecks.of(loss, new double[] {0.9, 0.5, 0.5, 0.5}, 4, 4, 0);

        assertThat(loss.cosineScale()).isEqualTo(before);
        loss.resume(7);
        assertThat(loss.cosineScale()).isEqualTo(7);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new ArcFace(30, 2, false, EVEN))
                .hasMessage("ArcFace's margin is an angle in [0, pi / 2], got 2.0");
        assertThatThrownBy(() -> new CosFace(30, -0.1, EVEN))
                .hasMessage("CosFace's margin is a cosine in [0, 2), got -0.1");
        assertThatThrownBy(() -> new CosineSoftmax(0, EVEN))
                .hasMessage("the scale of cosines must be above 0, such as 30, got 0.0");
    }

    private static void step(AdaCos loss, double... cosines) {
        step(loss, cosines, 4);
    }

    private static void step(AdaCos loss, double[] cosines, int classes) {
        try (TensorScope _ = new TensorScope()) {
            var leaf = LossChecks.tensor(cosines, classes);
            leaf.set_requires_grad(true);
            loss.of(leaf, Targets.of(new long[cosines.length / classes], classes));
        }
    }

    /** Of the first class. */
    private static double crossEntropy(double scale, double... cosines) {
        double sum = 0;
        for (double cosine : cosines) {
            sum += Math.exp(scale * cosine);
        }
        return Math.log(sum) - scale * cosines[0];
    }
}
