package dev.konkyo.torch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.OnnxFile;
import dev.konkyo.onnx.OnnxModel;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Maps that {@code scripts/golden/evidence_methods.py} computed in NumPy alone, of small networks that it wrote as ONNX files. To renew all of them run
 * the script as its first lines say.
 */
final class EvidenceGoldenTest {
    private static final String LAYER = "relu2";
    private static final JsonNode GOLDEN = read();

    private static JsonNode read() {
        try (InputStream file =
                Objects.requireNonNull(EvidenceGoldenTest.class.getResourceAsStream("/golden/evidence-methods.json"))) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The network as the script wrote it, which brings no card. */
    private static Model model(String file) {
        try (InputStream stream =
                Objects.requireNonNull(EvidenceGoldenTest.class.getResourceAsStream("/golden/" + file))) {
            OnnxModel onnx = OnnxFile.read(ByteBuffer.wrap(stream.readAllBytes()));
            ModelCard card = ModelCard.of(onnx.graph().name(), List.of("a", "b", "c"), Preprocessing.stretched(8, 8));
            return new Model(onnx.graph(), onnx.weights(), card);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    private static TensorData photo() {
        return TensorData.ofFloats(Shape.of(1, 3, 8, 8), floats(GOLDEN.at("/photo")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grad-cam",
                "grad-cam++",
                "hires-cam",
                "xgrad-cam",
                "elementwise-grad-cam",
                "layer-cam",
                "shapley-cam",
                "finer-cam",
                "contrast-cam",
                "eigen-cam",
                "eigen-grad-cam",
                "kpca-cam",
                "ablation-cam",
                "recipro-cam",
                "score-cam",
                "occlusion",
                "gradient-x-input",
                "integrated-gradients",
                "guided-backpropagation",
                "lrp-epsilon",
                "full-grad"
            })
    void mapsAreThoseOfTheIndependentImplementation(String name) {
        assertMap(name, model("evidence-methods.onnx"), floats(GOLDEN.at("/logits")));
    }

    @Test
    void camOfALinearHeadIsThatOfTheIndependentImplementation() {
        assertMap("cam", model("evidence-methods-linear.onnx"), floats(GOLDEN.at("/linearLogits")));
    }

    private static void assertMap(String name, Model model, float... logits) {
        TorchEngine.threads(1);
        MethodEntry entry = EvidenceMethods.named(name);
        JsonNode golden = GOLDEN.at("/maps").get(name);
        float[] expected = floats(golden.at("/values"));
        try (Classifier classifier = entry.needs() == Needs.GRADIENTS
                ? new TorchClassifier(model)
                : new RuntimeClassifier(model, RuntimeOptions.sharing(1))) {
            Evidence evidence = entry.make(classifier, LAYER)
                    .explain(photo(), new Target.Label(GOLDEN.at("/target").asInt()));

            assertThat(evidence.logits().toFloats()).containsExactly(logits, within(1e-5f));
            assertThat(evidence.height()).isEqualTo(golden.at("/size").asInt());
            assertThat(expected).as("golden maps say something").isNotEqualTo(new float[expected.length]);
            assertThat(evidence.map(0)).containsExactly(expected, within(1e-4f));
        }
    }

    @Test
    void everyMethodWithoutChanceHasAGoldenMap() {
        List<String> withoutGolden = List.of(
                // A graph that gives evidence is needed, random starts, masks or noise.
                "faster-grad-cam", "deep-feature-factorization", "rise", "smooth-grad");
        for (MethodEntry entry : EvidenceMethods.all()) {
            assertThat(GOLDEN.at("/maps").has(entry.name()))
                    .as(entry.name())
                    .isNotEqualTo(withoutGolden.contains(entry.name()));
        }
    }
}
