package dev.konkyo.torch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Maps that {@code scripts/golden/evidence_methods.py} computed for a small network in NumPy alone. To renew them run the script as its first lines
 * say.
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

    /** Up to the layer that is explained. */
    private static Value features(GraphBuilder net) {
        Value x = net.images("input", 3, 8, 8);
        x = net.apply(
                "relu1",
                new ActivationOp.Relu(),
                net.conv("conv1", x, Convolution.of(4, 3).padding(1)));
        x = net.conv(
                "features", net.maxPool(x, 2, 2, 0, false), Convolution.of(5, 3).padding(1));
        return net.apply(LAYER, new ActivationOp.Relu(), x);
    }

    private static Model model() {
        GraphBuilder net = new GraphBuilder("golden");
        Value hidden = net.linear("fc1", net.flatten(features(net)), 6);
        return model(net.build(net.linear("fc2", net.apply(new ActivationOp.Tanh(), hidden), 3)));
    }

    /** The same layers with the head that CAM needs. */
    private static Model linear() {
        GraphBuilder net = new GraphBuilder("linear");
        return model(net.build(net.linear("fc", net.flatten(net.globalAveragePool(features(net))), 3)));
    }

    private static Model model(Graph graph) {
        Map<String, TensorData> weights = new HashMap<>();
        put(GOLDEN.at("/weights"), weights);
        put(GOLDEN.at("/linear/weights"), weights);
        weights.keySet().retainAll(graph.parameters().keySet());
        return new Model(
                graph,
                Weights.of(weights),
                ModelCard.of(graph.name(), List.of("a", "b", "c"), Preprocessing.stretched(8, 8)));
    }

    private static void put(JsonNode stored, Map<String, TensorData> weights) {
        stored.properties().forEach(entry -> {
            int[] sizes = entry.getValue()
                    .at("/shape")
                    .valueStream()
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            weights.put(
                    entry.getKey(),
                    TensorData.ofFloats(Shape.of(sizes), floats(entry.getValue().at("/values"))));
        });
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
        assertMap(name, model(), floats(GOLDEN.at("/logits")));
    }

    @Test
    void camOfALinearHeadIsThatOfTheIndependentImplementation() {
        assertMap("cam", linear(), floats(GOLDEN.at("/linear/logits")));
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
