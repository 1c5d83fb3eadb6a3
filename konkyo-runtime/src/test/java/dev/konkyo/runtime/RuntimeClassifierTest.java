package dev.konkyo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.FeatureClassifier.Features;
import dev.konkyo.model.Model;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeClassifierTest {
    private static final Model MODEL = SmallModel.of(1);

    @ParameterizedTest
    @EnumSource
    void aBatchGivesWhatItsPhotosGive(RuntimeOptions.Waiting waiting) {
        try (RuntimeClassifier classifier = new RuntimeClassifier(MODEL, new RuntimeOptions(1, waiting))) {
            TensorData photos = SmallModel.photos(4);
            float[] batch = classifier.logits(photos).toFloats();
            for (int i = 0; i < 4; i++) {
                int bytes = 3 * 64 * Float.BYTES;
                TensorData photo = TensorData.of(
                        photos.type(), Shape.of(1, 3, 8, 8), photos.buffer().slice(i * bytes, bytes));
                float[] expected = {batch[3 * i], batch[3 * i + 1], batch[3 * i + 2]};
                assertThat(classifier.logits(photo).toFloats()).containsExactly(expected, within(1e-5f));
            }
        }
    }

    /** The head is a mean over 36 places and a matrix, so the logits follow from the activation by hand. */
    @Test
    void theActivationIsTheOneBehindTheLogits() {
        String layer = MODEL.graph().nodes().get(1).output();
        try (RuntimeClassifier classifier = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1))) {
            Features features = classifier.features(SmallModel.photos(2), layer);
            assertThat(features.activation().shape()).isEqualTo(Shape.of(2, 5, 6, 6));
            float[] activation = features.activation().toFloats();
            float[] weight = MODEL.weights().at("fc.weight").toFloats();
            float[] bias = MODEL.weights().at("fc.bias").toFloats();
            float[] logits = features.logits().toFloats();
            for (int i = 0; i < logits.length; i++) {
                double expected = bias[i % 3];
                for (int place = 0; place < 5 * 36; place++) {
                    expected += weight[i % 3 * 5 + place / 36] * activation[i / 3 * 5 * 36 + place] / 36;
                }
                assertThat((double) logits[i]).isCloseTo(expected, within(1e-5));
            }
            assertThat(classifier.features(SmallModel.photos(2), layer)).isEqualTo(features);
        }
    }

    @Test
    void closingTwiceIsClosingOnceAndAClosedModelSaysSo() {
        RuntimeClassifier classifier = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1));
        classifier.features(SmallModel.photos(1), MODEL.graph().nodes().get(1).output());
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.logits(SmallModel.photos(1)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("has been closed");
    }

    /** A layer that was not asked for before would open a session that nobody closes any more. */
    @Test
    void aClosedModelOpensNoSessionForAnotherLayer() {
        RuntimeClassifier classifier = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1));
        TensorData photos = SmallModel.photos(1);
        String layer = MODEL.graph().nodes().get(1).output();
        TensorData activation = classifier.features(photos, layer).activation();
        classifier.close();
        assertThatThrownBy(() -> classifier.features(photos, "conv"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("has been closed");
        assertThatThrownBy(() -> classifier.logitsFrom(layer, activation))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("has been closed");
    }

    @Test
    void threadsShareOneClassifier() throws Exception {
        TensorData photos = SmallModel.photos(3);
        try (RuntimeClassifier classifier = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1));
                var pool = Executors.newFixedThreadPool(4)) {
            Features expected = classifier.features(photos, "conv");
            Callable<Features> task = () -> classifier.features(photos, "conv");
            for (var result : pool.invokeAll(Collections.nCopies(40, task))) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void anUnknownLayerIsNamed() {
        try (RuntimeClassifier classifier = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1))) {
            assertThatThrownBy(() -> classifier.features(SmallModel.photos(1), "features.18"))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("the model has no layer 'features.18'");
        }
    }
}
