package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.DifferentiableClassifier.Gradients;
import dev.konkyo.model.FeatureClassifier.Features;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchClassifierTest {
    private static final TensorData PHOTOS =
            RandomWeights.normal(ElementType.FLOAT32, Shape.of(3, 3, 8, 8), 0, 1, new SplittableRandom(1));
    private static final Model MODEL = model();

    private static Model model() {
        GraphBuilder net = new GraphBuilder("small");
        Value x = net.images("x", 3, 8, 8);
        Value skipped = net.conv("skipped", x, Convolution.of(6, 3).padding(1));
        Value inner = net.relu(
                net.batchNorm("inner", net.conv("conv", x, Convolution.of(6, 3).padding(1))));
        Value features = net.add(skipped, inner);
        Value logits = net.linear("fc", net.flatten(net.globalAveragePool(features)), 4);
        WeightedGraph network = RandomWeights.of(net.build(logits), 2);
        ModelCard card = ModelCard.of("small", List.of("a", "b", "c", "d"), Preprocessing.imageNet(8, 8));
        return new Model(network.graph(), network.weights(), card);
    }

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    @Test
    void featuresAreOnnxRuntimes() {
        try (TorchClassifier torch = new TorchClassifier(MODEL);
                RuntimeClassifier runtime = new RuntimeClassifier(MODEL, RuntimeOptions.sharing(1))) {
            Features features = torch.features(PHOTOS, "inner");
            Features expected = runtime.features(PHOTOS, "inner");
            Closeness.assertClose(features.activation(), expected.activation(), 1e-5, 1e-6);
            Closeness.assertClose(features.logits(), expected.logits(), 1e-5, 1e-6);
            assertThat(torch.logits(PHOTOS)).isEqualTo(features.logits());
        }
    }

    /** Behind the layer lie only the mean over 64 places and the head, so the gradient is the head's weight / 64 everywhere. */
    @Test
    void gradientOfAnAveragedHeadIsItsWeights() {
        TensorData weights = MODEL.weights().at("fc.weight");
        try (TorchClassifier torch = new TorchClassifier(MODEL)) {
            Gradients gradients = torch.gradients(PHOTOS, "skipped", logits -> oneHot(logits.shape(), 2));
            assertThat(gradients.logits()).isEqualTo(torch.logits(PHOTOS));
            float[] expected = new float[3 * 6 * 64];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = weights.toFloats()[2 * 6 + i / 64 % 6] / 64;
            }
            Closeness.assertClose(
                    gradients.gradient(), TensorData.ofFloats(Shape.of(3, 6, 8, 8), expected), 1e-6, 1e-7);
        }
    }

    @Test
    void gradientsOfTheInputCanBeAskedFor() {
        try (TorchClassifier torch = new TorchClassifier(MODEL)) {
            Gradients gradients = torch.gradients(PHOTOS, "x", logits -> oneHot(logits.shape(), 0));
            assertThat(gradients.activation()).isEqualTo(PHOTOS);
            float[] gradient = gradients.gradient().toFloats();
            float step = 1e-2f;
            float[] changed = PHOTOS.toFloats();
            changed[70] += step;
            float moved =
                    torch.logits(TensorData.ofFloats(PHOTOS.shape(), changed)).toFloats()[0];
            float difference = (moved - gradients.logits().toFloats()[0]) / step;
            assertThat(difference).isCloseTo(gradient[70], org.assertj.core.api.Assertions.within(1e-3f));
        }
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        try (TorchClassifier torch = new TorchClassifier(MODEL);
                var pool = Executors.newFixedThreadPool(4)) {
            TensorData expected =
                    torch.gradients(PHOTOS, "inner", logits -> logits).gradient();
            Callable<TensorData> task =
                    () -> torch.gradients(PHOTOS, "inner", logits -> logits).gradient();
            for (var result : pool.invokeAll(java.util.Collections.nCopies(40, task))) {
                Closeness.assertClose(result.get(), expected, 1e-6, 1e-7);
            }
        }
    }

    @Test
    void mistakesAreOneLine() {
        TensorData large = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3, 9, 8));
        try (TorchClassifier torch = new TorchClassifier(MODEL)) {
            assertThatThrownBy(() -> torch.logits(large))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("expected FLOAT32 [-1, 3, 8, 8] (-1 is any size), got FLOAT32 [1, 3, 9, 8]");
            assertThatThrownBy(() -> torch.gradients(PHOTOS, "fc", _ -> TensorData.scalar(1)))
                    .hasMessage("the score's weights: expected the logits' shape [3, 4], got []");
            assertThatThrownBy(() -> torch.gradients(PHOTOS, "fc.weights", logits -> logits))
                    .hasMessageStartingWith("the graph has no value 'fc.weights'");
        }
    }

    private static TensorData oneHot(Shape shape, int label) {
        float[] weights = new float[Math.toIntExact(shape.elements())];
        for (int i = label; i < weights.length; i += shape.at(1)) {
            weights[i] = 1;
        }
        return TensorData.ofFloats(shape, weights);
    }
}
