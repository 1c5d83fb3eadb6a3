package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import dev.konkyo.torch.training.FineTuning.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
    private static final Preprocessing PHOTOS = Preprocessing.stretched(24, 24);

    @TempDir
    private Path folder;

    private Dataset data;

    @BeforeEach
    void draw() throws IOException {
        data = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
    }

    /** Three stages of convolution and normalisation, and a linear head for seven classes. */
    private static WeightedGraph network() {
        GraphBuilder net = new GraphBuilder("tiny");
        Value x = net.images("input", 3, 24, 24);
        for (int i = 1; i <= 3; i++) {
            x = net.conv(
                    "layer" + i + ".conv", x, Convolution.of(4 * i, 3).stride(2).padding(1));
            x = net.apply("layer" + i, new ActivationOp.Relu(), net.batchNorm("layer" + i + ".norm", x));
        }
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 7));
        return new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
    }

    private TrainingStart start(ClassifierStyle style) {
        return new StartingPoint.Continued(network(), PaddingStyle.SYMMETRIC, List.of(), style)
                .prepare(data.labels(), PHOTOS, 2)
                .start();
    }

    private Model trained(FineTuning fineTuning, TrainingStart start) {
        TrainingPlan plan = TrainingPlan.standard(5)
                .with(new Course(2, 8, 0))
                .with(new Optimization.AdamW(0.02, 0.1))
                .with(fineTuning);
        RunFolder run = new RunFolder(folder.resolve("run"));
        return ModelFile.read(new Trainer(plan, start, data, run, TrainingListener.SILENT)
                        .train()
                        .model())
                .model();
    }

    @ParameterizedTest
    @EnumSource(Statistics.class)
    void whatLiesBeforeAModuleStaysBitForBit(Statistics statistics) {
        TrainingStart start = start(new ClassifierStyle.Own());
        Model model = trained(new FineTuning(1, "layer3", 0.5, 2.6, statistics), start);
        start.network().weights().asMap().forEach((name, before) -> {
            TensorData after = model.weights().at(name);
            if (name.startsWith("layer1") || name.startsWith("layer2")) {
                assertThat(after).as(name).isEqualTo(before);
            } else if (!name.contains("running") || statistics != Statistics.FROZEN) {
                assertThat(after).as(name).isNotEqualTo(before);
            }
        });
        if (statistics == Statistics.FROZEN) {
            assertThat(model.weights().at("layer3.norm.running_mean"))
                    .isEqualTo(start.network().weights().at("layer3.norm.running_mean"));
        }
    }

    @Test
    void frozenParametersCostNoGradients() {
        TrainingStart start = start(new ClassifierStyle.Own());
        LearningRates rates = LearningRates.of(FineTuning.none().freezingUntil("layer3"), start);
        try (TorchNetwork torch = new TorchNetwork(start.network());
                TensorScope _ = new TensorScope()) {
            torch.train(name -> rates.learns(name, 1));
            Map<String, Tensor> values = torch.forward(
                    Map.of("input", Tensors.copyOf(noise(4, 1))), Mode.TRAINING, Set.of("layer2", "logits"));
            assertThat(value(values, "layer2").requires_grad()).isFalse();
            value(values, "logits").sum().backward();
            for (TorchParameter parameter : torch.parameters()) {
                boolean frozen = parameter.name().startsWith("layer1")
                        || parameter.name().startsWith("layer2");
                boolean learnt = !frozen && !parameter.name().contains("running");
                assertThat(parameter.tensor().grad().defined())
                        .as(parameter.name())
                        .isEqualTo(learnt);
            }
        }
    }

    @Test
    void theProbeOfThePrecisionLearnsOnlyWhatThePlanDoes() {
        TrainingStart start = start(new ClassifierStyle.Own());
        TrainingPlan plan = TrainingPlan.standard(5)
                .with(new Course(3, 4, 0))
                .with(FineTuning.of(1, 1, Statistics.FROZEN).freezingUntil("layer3"));
        try (TorchNetwork torch = new TorchNetwork(start.network())) {
            double[] steps = PrecisionProbe.seconds(plan, start, torch, Precision.FP32, Double.POSITIVE_INFINITY);
            assertThat(steps).hasSize(6);
            assertThat(PrecisionProbe.typical(steps)).isPositive();
            Weights after = torch.weights();
            start.network().weights().asMap().forEach((name, before) -> {
                boolean frozen = name.startsWith("layer1") || name.startsWith("layer2") || name.contains("running");
                if (frozen) {
                    assertThat(after.at(name)).as(name).isEqualTo(before);
                }
            });
            assertThat(after.at("layer3.conv.weight"))
                    .isNotEqualTo(start.network().weights().at("layer3.conv.weight"));
        }
    }

    private static float[] logits(WeightedGraph network) {
        try (TorchNetwork torch = new TorchNetwork(network);
                TensorScope _ = new TensorScope()) {
            return Tensors.data(torch.forward(Tensors.copyOf(noise(1, 8)), Mode.EVALUATION))
                    .toFloats();
        }
    }

    private static Tensor value(Map<String, Tensor> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    @Test
    void anUnknownPartIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> trained(FineTuning.none().freezingUntil("layer33"), start(new ClassifierStyle.Own())))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'layer33'; the nearest are layer3");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    /** Three stages, the head in none of them: 0.4, 0.4 / 2 and 0.4 / 4. */
    @Test
    void ratesFallFromStageToStage() {
        LearningRates rates = LearningRates.of(
                FineTuning.of(1, 0.4, Statistics.RUNNING).decayingBy(2), start(new ClassifierStyle.Own()));
        assertThat(rates.factor("fc.weight")).isEqualTo(1);
        assertThat(rates.factor("layer3.conv.weight")).isEqualTo(0.4);
        assertThat(rates.factor("layer2.norm.bias")).isEqualTo(0.2, within(1e-12));
        assertThat(rates.factor("layer1.conv.weight")).isEqualTo(0.1, within(1e-12));
        assertThat(rates.learns("layer3.conv.weight", 1)).isFalse();
        assertThat(rates.learns("fc.bias", 1)).isTrue();
        assertThat(rates.learns("layer1.conv.weight", 2)).isTrue();
    }

    /** Without momentum worth mention, a step is rate times factor times gradient. */
    @Test
    void theOptimiserFollowsTheRates() {
        TrainingStart start = start(new ClassifierStyle.Own());
        LearningRates rates = LearningRates.of(
                FineTuning.of(0, 0.4, Statistics.RUNNING).decayingBy(2).freezingUntil("layer2"), start);
        try (TorchNetwork torch = new TorchNetwork(start.network());
                GradientDescent descent = new GradientDescent(new Optimization.Sgd(1, 1e-9, 0), torch, rates::factor);
                TensorScope _ = new TensorScope()) {
            Weights before = torch.weights();
            torch.train(name -> rates.learns(name, 1));
            torch.forward(Tensors.copyOf(noise(4, 1)), Mode.TRAINING).sum().backward();
            descent.rate(0.1);
            descent.step();
            for (TorchParameter parameter : torch.parameters()) {
                if (parameter.name().contains("running") || parameter.name().startsWith("layer1")) {
                    continue;
                }
                float[] gradient = Tensors.data(parameter.tensor().grad()).toFloats();
                float[] old = before.at(parameter.name()).toFloats();
                float[] now = Tensors.data(parameter.tensor()).toFloats();
                for (int i = 0; i < now.length; i++) {
                    assertThat(now[i] - old[i])
                            .as(parameter.name())
                            .isCloseTo((float) (-0.1 * rates.factor(parameter.name()) * gradient[i]), within(1e-6f));
                }
            }
        }
    }

    private static TensorData noise(int photos, long seed) {
        Random random = new Random(seed);
        float[] values = new float[photos * 3 * 24 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.4f;
        }
        return TensorData.ofFloats(Shape.of(photos, 3, 24, 24), values);
    }

    /** A normalisation right behind the photo: its statistics are then the photos' own, whatever the batches. */
    @Test
    void preciseStatisticsAreThoseOfAllPhotos() {
        GraphBuilder net = new GraphBuilder("first");
        Value x = net.batchNorm("norm", net.images("input", 3, 24, 24));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 2));
        WeightedGraph network = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
        List<TensorData> batches = List.of(noise(4, 1), noise(4, 2), noise(1, 3));
        WeightedGraph precise = PreciseStatistics.of(
                network, batches.stream().map(TransferTest::batch).toList(), _ -> true);
        for (int channel = 0; channel < 3; channel++) {
            int c = channel;
            double[] values = batches.stream()
                    .flatMapToDouble(batch -> {
                        float[] all = batch.toFloats();
                        return IntStream.range(0, all.length)
                                .filter(i -> i / 576 % 3 == c)
                                .mapToDouble(i -> all[i]);
                    })
                    .toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat((double) precise.weights().at("norm.running_mean").toFloats()[c])
                    .isCloseTo(mean, within(1e-6));
            assertThat((double) precise.weights().at("norm.running_var").toFloats()[c])
                    .isCloseTo(variance, within(1e-6));
        }
        assertThat(precise.weights().at("norm.weight"))
                .isEqualTo(network.weights().at("norm.weight"));
        assertThat(PreciseStatistics.of(
                        network, batches.stream().map(TransferTest::batch).toList(), _ -> false))
                .isEqualTo(network);
    }

    private static Batch batch(TensorData pixels) {
        int size = pixels.shape().at(0);
        return new Batch(PlanarInputs.of(pixels), new int[size], new int[size]);
    }

    /** The promise of CAM for a head with weights of its own at every place: the map's mean and the bias are the logit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void evidenceOfAFlattenedHeadSumsUpToTheLogit(int label) {
        TrainingStart start = start(new ClassifierStyle.FlattenDropoutLinear(0.1f));
        Model model = trained(FineTuning.none(), start);
        assertThat(EvidenceLayer.of(model.graph()).head()).isInstanceOf(EvidenceLayer.Head.FlattenedLinear.class);
        assertThat(model.card().evidenceLayer()).isEqualTo("layer3");
        assertThat(model.card().evidenceScale()).isNotNull();
        try (TorchClassifier classifier = new TorchClassifier(model)) {
            var evidence = new Cam(classifier, "layer3").explain(noise(2, 9), new Target.Label(label));
            float[] maps = evidence.maps().toFloats();
            float bias = model.weights().at("head.bias").toFloats()[label];
            for (int photo = 0; photo < 2; photo++) {
                double mean = 0;
                for (int place = 0; place < 9; place++) {
                    mean += maps[photo * 9 + place] / 9.0;
                }
                assertThat(mean + bias).isCloseTo(evidence.logits().toFloats()[photo * 2 + label], within(1e-5));
            }
        }
    }

    @Test
    void aHeadForTheSameLabelsGoesOn() {
        WeightedGraph before = network();
        var keeps = new StartingPoint.Continued(
                        before,
                        PaddingStyle.SYMMETRIC,
                        List.of("a", "b", "c", "d", "e", "f", "g"),
                        new ClassifierStyle.Own())
                .prepare(List.of("a", "b", "c", "d", "e", "f", "g"), PHOTOS, 2);
        assertThat(keeps.start().network().weights()).isEqualTo(before.weights());
        assertThat(keeps.notes()).containsExactly("the model's labels are the data's: its head goes on learning");
        var turned = new StartingPoint.Continued(
                        before,
                        PaddingStyle.SYMMETRIC,
                        List.of("a", "b", "c", "d", "e", "f", "g"),
                        new ClassifierStyle.Own())
                .prepare(List.of("g", "f", "e", "d", "c", "b", "a"), PHOTOS, 2);
        assertThat(turned.notes()).singleElement().asString().contains("in another order: its head goes on");
        float[] first = logits(before);
        float[] second = logits(turned.start().network());
        for (int i = 0; i < 7; i++) {
            assertThat(second[i]).isEqualTo(first[6 - i]);
        }
        var other = new StartingPoint.Continued(
                        before, PaddingStyle.SYMMETRIC, List.of("a", "b"), new ClassifierStyle.Own())
                .prepare(List.of("x", "y"), PHOTOS, 2);
        assertThat(other.start().network().weights().at("fc.weight").shape()).isEqualTo(Shape.of(2, 12));
        assertThat(other.notes())
                .containsExactly("the model has other labels: a new head for 2 classes begins at random");
    }

    @ParameterizedTest
    @CsvSource({"a,b", "b,a"})
    void aHeadOfOtherScoresThanItsLabelsIsMadeAnewAndThatIsTheReason(String first, String second) {
        // Seven rows for two labels: which are whose nobody knows.
        var ready = new StartingPoint.Continued(
                        network(), PaddingStyle.SYMMETRIC, List.of("a", "b"), new ClassifierStyle.Own())
                .prepare(List.of(first, second), PHOTOS, 2);
        assertThat(ready.start().network().weights().at("fc.weight").shape()).isEqualTo(Shape.of(2, 12));
        assertThat(ready.notes())
                .containsExactly("the model's head gives 7 scores, not one for each of its 2 labels: a new head for 2"
                        + " classes begins at random");
    }
}
