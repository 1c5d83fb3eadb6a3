package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Values worked out by hand. Red is 1 to 6 and green 0 but for a 3 at the fifth place, so the channels are A = [0 1 2 3 4 5] and
 * B = [0 0 0 0 6 0]; class 0 weighs their means 3 and -1, so its gradients are 3/6 and -1/6. Its logit is 7, the other's 1.5.
 */
final class GradientMethodsTest {
    private static final String LAYER = TinyClassifier.LAYER;
    private static final Target OK = new Target.Label(0);

    private final TinyClassifier model = new TinyClassifier();
    private final TensorData image =
            TensorData.ofFloats(Shape.of(1, 3, 2, 3), 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 3, 0, 9, 9, 9, 9, 9, 9);

    private void gives(EvidenceMethod method, Target target, double... expected) {
        float[] map = method.explain(image, target).map(0);
        assertThat(map).hasSize(6);
        for (int place = 0; place < 6; place++) {
            assertThat((double) map[place]).as("place %d", place).isCloseTo(expected[place], within(1e-5));
        }
    }

    @Test
    void gradCamPlusPlusWeighsPositiveGradients() {
        // alpha = 1 / (2 + 15 * 0.5) at each of 6 places, times 0.5; B's gradient is negative.
        double weight = 6 * 0.5 / 9.5;
        gives(new GradCamPlusPlus(model, LAYER), OK, 0, weight, 2 * weight, 3 * weight, 4 * weight, 5 * weight);
    }

    @Test
    void hiResCamIsCamWhereTheHeadIsALinearMean() {
        gives(new HiResCam(model, LAYER), OK, 0, 3, 6, 9, 6, 15);
        gives(new HiResCam(model, LAYER), new Target.Contrast(0, 1), 0, 3, 6, 9, -6, 15);
    }

    @Test
    void xGradCamIsGradCamWhereGradientsAreEven() {
        gives(new XGradCam(model, LAYER), OK, 0, 3, 6, 9, 6, 15);
        gives(new XGradCam(model, LAYER), new Target.Contrast(0, 1), 0, 3, 6, 9, 0, 15);
    }

    @Test
    void elementwiseGradCamDropsEachElementThatSpeaksAgainst() {
        // B's -6 does not count at the fifth place.
        gives(new ElementwiseGradCam(model, LAYER), OK, 0, 3, 6, 9, 12, 15);
    }

    @Test
    void layerCamWeighsEachElementByItsPositiveGradient() {
        gives(new LayerCam(model, List.of(LAYER)), OK, 0, 3, 6, 9, 12, 15);
        // At the photo red has the gradient 0.5 and green -1/3: 6 * 0.5 * red = [3 6 9 12 15 18], brought from the mean
        // 10.5 to 7.5.
        double factor = 7.5 / 10.5;
        gives(new LayerCam(model, List.of("input", LAYER)), OK, 3 * factor, 6 * factor, 9 * factor, 9, 12, 15);
    }

    @Test
    void shapleyCamAddsTheBendOfTheResidualSoftmax() {
        // p = softmax(7, 1.5). Slopes by the logits: 2 - p0 and -p1. The logits without bias are 6.5 and 2, so the
        // Hessian takes
        // them to -q and q with q = p0 p1 (6.5 - 2), through the weights 3, 0 and -1, 2 of the channels' means.
        double p1 = 1 / (1 + Math.exp(5.5));
        double q = (1 - p1) * p1 * 4.5;
        double a = 3 * (1 + p1) + 3 * q / 2;
        double b = -(1 + p1) - 2 * p1 - 3 * q / 2;
        gives(new ShapleyCam(model, LAYER), OK, 0, a, 2 * a, 3 * a, 4 * a + 6 * b, 5 * a);
    }

    @Test
    void finerCamExplainsTheDifferenceToTheNearestClass() {
        // Weights 3 - 0 and -1 - 2: 12 - 18 is no evidence.
        gives(FinerCam.usual(model, LAYER), OK, 0, 3, 6, 9, 0, 15);
        // At half strength 3 and -2.
        gives(new FinerCam(model, LAYER, 1, 0.5f), OK, 0, 3, 6, 9, 0, 15);
        gives(new FinerCam(model, LAYER, 1, 0.25f), OK, 0, 3, 6, 9, 3, 15);
    }

    @Test
    void contrastCamExplainsTheLossUnderTheOtherLabel() {
        // Slopes p0 and p1 - 1 = -p0.
        double p0 = 1 / (1 + Math.exp(-5.5));
        gives(new ContrastCam(model, LAYER), OK, 0, 3 * p0, 6 * p0, 9 * p0, 0, 15 * p0);
        gives(new ContrastCam(model, LAYER), new Target.Contrast(0, 1), 0, 3 * p0, 6 * p0, 9 * p0, 0, 15 * p0);
        // Why the second and not the first: the loss under the first label falls with A and grows with B.
        double p1 = 1 - p0;
        gives(new ContrastCam(model, LAYER), new Target.Label(1), 0, 0, 0, 0, 6 * p1, 0);
    }

    @Test
    void eigenGradCamProjectsActivationTimesGradient() {
        // Rows (3 i, 0) but (12, -6) at the fifth place: their squares are [[495, -72], [-72, 36]].
        double largest = (531 + Math.sqrt(531 * 531 - 4 * (495 * 36 - 72 * 72))) / 2;
        double x = -72;
        double y = largest - 495;
        double length = Math.hypot(x, y);
        double along = -x / length;
        double across = -y / length;
        gives(
                new EigenGradCam(model, LAYER),
                OK,
                0,
                3 * along,
                6 * along,
                9 * along,
                12 * along - 6 * across,
                15 * along);
    }

    @Test
    void gradientTimesInputIsExactForALinearNetwork() {
        // 6 * (0.5 * red - 1/3 * green).
        gives(new GradientTimesInput(model), OK, 3, 6, 9, 12, 9, 18);
    }

    @Test
    void integratedGradientsAddUpToTheScoreAboveTheEmptyPhotos() {
        gives(new IntegratedGradients(model, 3), OK, 3, 6, 9, 12, 9, 18);
        // Mean 9.5: the logit 7 less the empty photo's 3 * -1 + 0.5.
        float empty = model.logits(TensorData.ofFloats(Shape.of(1, 3, 2, 3), new float[18]))
                .toFloats()[0];
        assertThat(7 - empty).isEqualTo(9.5f);
    }

    @Test
    void smoothGradAndGuidedBackpropagationGiveTheGradientsSize() {
        // 6 * (0.5 + 1/3), whatever the noise, times the 255th part of the range from 0 to 9.
        double each = 5 * 9 / 255.0;
        gives(new SmoothGrad(model, 4, 0.2, 3), OK, each, each, each, each, each, each);
        gives(new GuidedBackpropagation(model), OK, each, each, each, each, each, each);
    }

    @Test
    void fullGradAddsTheBiasesPart() {
        // Gradient times photo, and the bias -1 of A times 6 * 0.5: the mean and the head's own bias 0.5 are the logit
        // 7.
        gives(new FullGrad(model), OK, 0, 3, 6, 9, 6, 15);
    }

    @Test
    void smoothingAveragesCopiesThatAreMirroredBack() {
        // CAM is even in the strength: 3 (s red - 1) - 2 s green has its value at s = 1 as mean.
        gives(new Smoothed(model, new Cam(model, LAYER)), OK, 0, 3, 6, 9, 6, 15);
        // Grad-CAM is not: at the first place only the strength 1.1 gives something, 3 * 0.1 of 3 copies.
        float[] map = new Smoothed(model, new GradCam(model, LAYER))
                .explain(image, OK)
                .map(0);
        assertThat(map[0]).isCloseTo(0.1f, within(1e-5f));
    }

    @Test
    void ofTwoPhotosEachIsExplainedAlone() {
        float[] pixels = new float[36];
        System.arraycopy(image.toFloats(), 0, pixels, 18, 18);
        TensorData two = TensorData.ofFloats(Shape.of(2, 3, 2, 3), pixels);
        for (EvidenceMethod method : List.of(new HiResCam(model, LAYER), new IntegratedGradients(model, 2))) {
            Evidence both = method.explain(two, OK);
            assertThat(both.map(1)).containsExactly(method.explain(image, OK).map(0), within(1e-5f));
            assertThat(both.logits().shape()).isEqualTo(Shape.of(2, 2));
        }
    }

    @Test
    void unusableSettingsAreRefused() {
        assertThatThrownBy(() -> new SmoothGrad(model, 0, 0.1, 1)).hasMessageContaining("got 0 and 0.1");
        assertThatThrownBy(() -> new IntegratedGradients(model, 0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new FinerCam(model, LAYER, 0, 1)).hasMessageContaining("got 0 and 1.0");
        assertThatThrownBy(() -> new LayerCam(model, List.of())).hasMessageContaining("got none");
    }
}
