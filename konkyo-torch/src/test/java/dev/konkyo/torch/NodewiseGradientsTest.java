package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.EpsilonRelevance;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.FullGrad;
import dev.konkyo.evidence.HiResCam;
import dev.konkyo.evidence.IntegratedGradients;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.BackwardRule;
import dev.konkyo.model.DifferentiableClassifier.Contributions;
import dev.konkyo.model.DifferentiableClassifier.Curvature;
import dev.konkyo.model.DifferentiableClassifier.Gradients;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of backward passes, second derivatives and sums of contributions. */
final class NodewiseGradientsTest {
    private static final Target FIRST = new Target.Label(0);

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    private static Model model(Graph graph, Weights weights, int size) {
        return new Model(
                graph,
                weights,
                ModelCard.of(graph.name(), List.of("a", "b", "c"), Preprocessing.stretched(size, size)));
    }

    private static Model listed(String name, int size) {
        var network = Networks.named(name);
        Graph graph = network.build(NetworkShape.of(3, size));
        return model(graph, RandomWeights.of(graph, 4).weights(), size);
    }

    private static TensorData photo(int size) {
        Random random = new Random(9);
        float[] pixels = new float[3 * size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(1, 3, size, size), pixels);
    }

    private static double sum(TensorData tensor) {
        double sum = 0;
        for (float value : tensor.toFloats()) {
            sum += value;
        }
        return sum;
    }

    /** Batch normalisation, hard swish, gates, dropout and residuals among them. */
    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v3_small", "resnet18", "squeezenet1_1", "mobilenet_v2_0.5"})
    void contributionsAddUpToTheLogit(String name) {
        try (TorchClassifier classifier = new TorchClassifier(listed(name, 64))) {
            Contributions parts = classifier.contributions(photo(64), FIRST::weights);
            double total = sum(parts.elsewhere());
            double size = Math.abs(total);
            for (TensorData map : parts.maps()) {
                total += sum(map);
                size += Math.abs(sum(map));
            }
            assertThat(parts.maps().size()).isGreaterThan(1);
            assertThat(total).isCloseTo(parts.logits().toFloats()[0], within(1e-4 * (1 + size)));

            Evidence evidence = new FullGrad(classifier).explain(photo(64), FIRST);
            double mean = sum(evidence.maps()) / (64 * 64);
            assertThat(mean + sum(parts.elsewhere())).isCloseTo(total, within(2e-4 * (1 + size)));
        }
    }

    @Test
    void withoutBiasesRelevanceAddsUpToTheLogit() {
        GraphBuilder net = new GraphBuilder("unbiased");
        Value x = net.images("input", 3, 12, 12);
        x = net.relu(net.conv("conv1", x, Convolution.of(6, 3).padding(1).withoutBias()));
        Value branch =
                net.relu(net.conv("conv2", x, Convolution.of(6, 3).padding(1).withoutBias()));
        x = net.maxPool(net.add(x, branch), 2, 2, 0, false);
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 3));
        Weights weights = Initialization.KAIMING
                .weights(graph, new Random(2))
                .with("fc.bias", TensorData.ofFloats(Shape.of(3), 0, 0, 0));
        try (TorchClassifier classifier = new TorchClassifier(model(graph, weights, 12))) {
            Evidence evidence = new EpsilonRelevance(classifier, 1e-7f).explain(photo(12), FIRST);
            float logit = evidence.logits().toFloats()[0];

            assertThat(sum(evidence.maps()) / 144).isCloseTo(logit, within(1e-3 * Math.abs(logit)));
            // A large epsilon keeps relevance back.
            Evidence damped = new EpsilonRelevance(classifier, 10).explain(photo(12), FIRST);
            assertThat(Math.abs(sum(damped.maps()) / 144)).isLessThan(0.5 * Math.abs(logit));
        }
    }

    @Test
    void integratedGradientsAddUpToTheScoresDifference() {
        try (TorchClassifier classifier = new TorchClassifier(listed("squeezenet1_1", 64))) {
            Evidence evidence = new IntegratedGradients(classifier, 64).explain(photo(64), FIRST);
            TensorData empty = TensorData.ofFloats(Shape.of(1, 3, 64, 64), new float[3 * 64 * 64]);
            double difference =
                    evidence.logits().toFloats()[0] - classifier.logits(empty).toFloats()[0];

            assertThat(sum(evidence.maps()) / (64 * 64))
                    .isCloseTo(difference, within(0.03 * (1 + Math.abs(difference))));
        }
    }

    /** Two values x: channels x and -x, a rectifier, and the logits r0 - 2 r1, -r0 and r1, of means over two places. */
    private static Model rectified() {
        GraphBuilder net = new GraphBuilder("rectified");
        Value x = net.images("input", 3, 1, 2);
        x = net.apply(
                "relu",
                new ActivationOp.Relu(),
                net.conv("conv", x, Convolution.of(2, 1).withoutBias()));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 3));
        Map<String, TensorData> weights = new HashMap<>();
        weights.put("conv.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, -1, 0, 0));
        weights.put("fc.weight", TensorData.ofFloats(Shape.of(3, 2), 1, -2, -1, 0, 0, 1));
        weights.put("fc.bias", TensorData.ofFloats(Shape.of(3), 0, 0, 0));
        return model(graph, Weights.of(weights), 2);
    }

    @Test
    void guidedBackpropagationDropsWhatArrivesNegativeAtARectifier() {
        TensorData image = TensorData.ofFloats(Shape.of(1, 3, 1, 2), 3, -1, 0, 0, 0, 0);
        try (TorchClassifier classifier = new TorchClassifier(rectified())) {
            // At the first place r0 = 3 lets 1/2 through; at the second r1 = 1, whose -2/2 arrives negative.
            Gradients plain = classifier.gradients(image, "input", FIRST::weights);
            Gradients guided = classifier.gradients(image, "input", FIRST::weights, new BackwardRule.Guided());

            assertThat(plain.gradient().toFloats()).containsExactly(0.5f, 1, 0, 0, 0, 0);
            assertThat(guided.gradient().toFloats()).containsExactly(0.5f, 0, 0, 0, 0, 0);
            assertThat(guided.logits().toFloats())
                    .containsExactly(plain.logits().toFloats());
        }
    }

    @Test
    void relevanceIsSharedInProportionToWhatEachAdds() {
        TensorData image = TensorData.ofFloats(Shape.of(1, 3, 1, 2), 3, -1, 0, 0, 0, 0);
        try (TorchClassifier classifier = new TorchClassifier(rectified())) {
            // Logit 3/2 - 2/2 = 0.5. With epsilon 0.5 the sum hands on half of it: of r0's mean 1.5 relevance 0.75, of
            // r1's -0.5. The
            // means hand on 1.5 / 2 of 0.75 and 0.5 / 1 of -0.5, the convolution 3 / 3.5 and 1 / 1.5 of what arrives.
            Evidence evidence = new EpsilonRelevance(classifier, 0.5f).explain(image, FIRST);
            double first = 0.75 * 0.75 * 3 / 3.5;
            double second = -0.5 * 0.5 / 1.5;

            assertThat(evidence.map(0)[0]).isCloseTo((float) (2 * first), within(1e-5f));
            assertThat(evidence.map(0)[1]).isCloseTo((float) (2 * second), within(1e-5f));
        }
    }

    @Test
    void theHessiansProductIsTheSecondDifferenceOfTheScore() {
        GraphBuilder net = new GraphBuilder("curved");
        Value x = net.images("input", 3, 6, 6);
        x = net.apply(
                "features",
                new ActivationOp.Relu(),
                net.conv("conv", x, Convolution.of(4, 3).padding(1)));
        x = net.apply(new ActivationOp.Tanh(), net.linear("fc1", net.flatten(net.globalAveragePool(x)), 5));
        Graph graph = net.build(net.linear("fc2", x, 3));
        try (TorchClassifier classifier =
                new TorchClassifier(model(graph, RandomWeights.of(graph, 3).weights(), 6))) {
            Curvature bent = classifier.curvature(photo(6), "features", FIRST::weights);
            float[] activation = bent.activation().toFloats();
            double product = 0;
            for (int i = 0; i < activation.length; i++) {
                product += activation[i] * bent.product().toFloats()[i];
            }
            float h = 0.05f;
            double higher = residual(classifier, "features", scaled(bent.activation(), 1 + h));
            double middle = residual(classifier, "features", bent.activation());
            double lower = residual(classifier, "features", scaled(bent.activation(), 1 - h));
            assertThat(Math.abs(product)).isGreaterThan(0.01);
            assertThat(product)
                    .isCloseTo((higher - 2 * middle + lower) / (h * h), within(0.02 * Math.abs(product) + 2e-3));
        }
    }

    /** The first logit plus the logarithm of its probability. */
    private static double residual(TorchClassifier classifier, String layer, TensorData activation) {
        double[] logits = classifier.logitsFrom(layer, activation).toDoubles();
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - logits[0]);
        }
        return logits[0] - Math.log(sum);
    }

    private static TensorData scaled(TensorData tensor, float factor) {
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return TensorData.ofFloats(tensor.shape(), values);
    }

    @Test
    void aHeadGivesTheScoresOfTheWholeNetwork() {
        Model model = listed("mobilenet_v3_small", 64);
        String layer = EvidenceLayer.of(model.graph()).value();
        try (TorchClassifier classifier = new TorchClassifier(model)) {
            var pass = classifier.features(photo(64), layer);
            assertThat(classifier.logitsFrom(layer, pass.activation()).toFloats())
                    .containsExactly(pass.logits().toFloats(), within(1e-4f));
        }
    }

    @Test
    void ofSeveralOutputsTheFirstIsExplained() {
        GraphBuilder net = new GraphBuilder("two heads");
        Value x = net.images("input", 3, 8, 8);
        x = net.apply(
                "features",
                new ActivationOp.Relu(),
                net.conv("conv", x, Convolution.of(4, 3).padding(1)));
        Value pooled = net.flatten(net.globalAveragePool(x));
        Graph graph = net.build(net.linear("kind", pooled, 3), net.linear("size", pooled, 5), x);
        Weights weights = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1))).weights();
        try (TorchClassifier classifier = new TorchClassifier(model(graph, weights, 8))) {
            Evidence evidence = new HiResCam(classifier, "features").explain(photo(8), FIRST);
            assertThat(evidence.logits().shape()).isEqualTo(Shape.of(1, 3));
            assertThat(classifier.contributions(photo(8), FIRST::weights).logits())
                    .isEqualTo(evidence.logits());
            assertThatThrownBy(() -> new HiResCam(classifier, "features").explain(photo(8), new Target.Label(4)))
                    .hasMessage("the model has 3 classes, there is no class 4");
        }
    }

    @Test
    void anEpsilonMustBePositive() {
        assertThatThrownBy(() -> new BackwardRule.Epsilon(0)).hasMessage("expected an epsilon above 0, got 0.0");
        try (TorchClassifier classifier = new TorchClassifier(listed("squeezenet1_1", 64))) {
            for (float epsilon : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> new EpsilonRelevance(classifier, epsilon))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("relevance needs an epsilon above 0, got " + epsilon);
            }
        }
    }
}
