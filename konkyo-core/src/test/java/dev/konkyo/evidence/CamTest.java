package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import org.junit.jupiter.api.Test;

final class CamTest {
    private final TinyClassifier model = new TinyClassifier();

    /** Red 1..6, green 0 but for a 3 at the fifth place. */
    private final TensorData image =
            TensorData.ofFloats(Shape.of(1, 3, 2, 3), 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 3, 0, 9, 9, 9, 9, 9, 9);

    @Test
    void camIsTheWeightedSumOfChannels() {
        // Channels: [0 1 2 3 4 5] and [0 0 0 0 6 0]; class 0 weighs them 3 and -1.
        Evidence evidence = new Cam(model, TinyClassifier.LAYER).explain(image, new Target.Label(0));

        assertThat(evidence.map(0)).containsExactly(0, 3, 6, 9, 6, 15);
    }

    @Test
    void theMapsMeanAndTheBiasAreTheLogit() {
        for (int label = 0; label < 2; label++) {
            Evidence evidence = new Cam(model, TinyClassifier.LAYER).explain(image, new Target.Label(label));
            double mean = 0;
            for (float value : evidence.map(0)) {
                mean += value / 6.0;
            }
            double bias = label == 0 ? 0.5 : -0.5;

            assertThat(mean + bias).isCloseTo(evidence.logits().toFloats()[label], within(1e-5));
        }
    }

    @Test
    void contrastIsTheDifferenceOfTwoMaps() {
        // Class 1 weighs the channels 0 and 2, so 0 rather than 1 weighs them 3 and -3.
        Evidence evidence = new Cam(model, TinyClassifier.LAYER).explain(image, new Target.Contrast(0, 1));

        assertThat(evidence.map(0)).containsExactly(0, 3, 6, 9, -6, 15);
    }

    @Test
    void gradCamEqualsTheClippedCamWhereTheHeadIsALinearMean() {
        for (int label = 0; label < 2; label++) {
            float[] cam = new Cam(model, TinyClassifier.LAYER)
                    .explain(image, new Target.Label(label))
                    .map(0);
            float[] gradCam = new GradCam(model, TinyClassifier.LAYER)
                    .explain(image, new Target.Label(label))
                    .map(0);

            for (int place = 0; place < 6; place++) {
                assertThat(gradCam[place]).isCloseTo(Math.max(0, cam[place]), within(1e-4f));
            }
        }
    }

    @Test
    void predictedExplainsTheHighestScoreOfEachPhoto() {
        // Logits: 3 * 2.5 - 1 + 0.5 = 7 and 2 * 1 - 0.5 = 1.5.
        Evidence evidence = new Cam(model, TinyClassifier.LAYER).explain(image, new Target.Predicted());

        assertThat(evidence.logits().toFloats()).containsExactly(new float[] {7, 1.5f}, within(1e-5f));
        assertThat(evidence.map(0)).containsExactly(0, 3, 6, 9, 6, 15);
    }

    @Test
    void anotherLayerIsRefusedWithAHint() {
        assertThatThrownBy(() -> new Cam(model, "input").explain(image, new Target.Label(0)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'features'")
                .hasMessageContaining("grad-cam");
    }

    @Test
    void anUnknownClassIsRefused() {
        assertThatThrownBy(() -> new Cam(model, TinyClassifier.LAYER).explain(image, new Target.Label(2)))
                .hasMessage("the model has 2 classes, there is no class 2");
    }
}
