package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.evidence.GradCam;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.CosineHead.Centres;
import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.ThresholdRule;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.loss.TripletLoss.Margin;
import dev.konkyo.torch.loss.TripletLoss.Mining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MetricLearningTest {
    private static final List<String> LABELS = List.of("ng", "ok");
    private static final Weighting EVEN = new Weighting.Even();

    @TempDir
    Path folder;

    private static TrainingStart start(Centres centres) {
        TrainingStart plain = TinyNetwork.start(LABELS);
        return new StartingPoint.Continued(
                        plain.network(), plain.card().padding(), List.of(), new ClassifierStyle.Cosine(6, 0, centres))
                .prepare(LABELS, plain.card().preprocessing(), 3)
                .start();
    }

    private static TrainingPlan plan(Objective objective) {
        return TrainingPlan.standard(4)
                .with(Course.of(12, 8))
                .with(new Optimization.AdamW(1e-2, 0.02))
                .with(objective)
                .with(new Presentation(new Sampler.Groups(4), AugmentationPolicy.none()))
                .with(Decision.standard().withEmbedding(6).with(new ThresholdRule.EqualError()));
    }

    private static TrainingListener listening(List<String> notes) {
        return new TrainingListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
    }

    private TrainingOutcome train(TrainingPlan plan, Dataset photos, TrainingListener listener) {
        Centres centres = ((Objective.Metric) plan.objective()).centres();
        return new Trainer(plan, start(centres), photos, new RunFolder(folder.resolve("run")), listener).train();
    }

    static Stream<Objective> objectives() {
        return Stream.of(
                new Objective.Cosine(1.5, EVEN),
                new Objective.ArcFace(2, 0.3, false, EVEN),
                new Objective.CosFace(2, 0.2, EVEN),
                new Objective.AdaCos(Objective.AdaCos.Adaptation.DYNAMIC, EVEN),
                new Objective.AdaCos(Objective.AdaCos.Adaptation.FIXED, EVEN),
                new Objective.Triplet(Mining.SEMI_HARD, new Margin.Hard(0.2)),
                new Objective.Triplet(Mining.BATCH_HARD, new Margin.Soft()));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void everyObjectiveLearnsAndItsModelGivesCosines(Objective objective) throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 32, 1);

        TrainingOutcome outcome = train(plan(objective), photos, TrainingListener.SILENT);

        assertThat(outcome.best().validationAccuracy()).isGreaterThan(0.9);
        Cosines cosines = Objects.requireNonNull(outcome.epochs().getLast().cosines());
        assertThat(cosines.offClass()).isBetween(-1.0, 0.97);
        Model model = ModelFile.read(outcome.model()).model();
        assertThat(model.graph().outputs()).containsExactly("scores", "embedding");
        assertThat(model.card().scores()).isEqualTo(ScoreKind.COSINE);
        assertThat(Objects.requireNonNull(model.card().thresholds()).values())
                .hasSize(2)
                .allMatch(value -> value > -1 && value < 1);
    }

    @Test
    void scoresAreCosinesOfEmbeddingAndCentres() {
        TrainingStart start = start(Centres.LEARNT);
        TensorData image = noise(1);
        float[] centres = start.network().weights().at(CosineHead.CENTRES).toFloats();
        try (TorchClassifier classifier = classifier(start.network(), start.card())) {
            var pass = classifier.features(image, CosineHead.EMBEDDING);
            float[] embedding = pass.activation().toFloats();
            assertThat(Math.sqrt(dot(embedding, 0, embedding, 0))).isCloseTo(1, within(1e-5));
            for (int label = 0; label < 2; label++) {
                double length = Math.sqrt(dot(centres, 6 * label, centres, 6 * label));
                assertThat((double) pass.logits().toFloats()[label])
                        .isCloseTo(dot(embedding, 0, centres, 6 * label) / length, within(1e-5));
            }
        }
    }

    @Test
    void neighboursScoreTheMeanOfAClasssNearestPhotos() {
        TrainingStart start = start(Centres.LEARNT);
        float[] photos = {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0};
        WeightedGraph stored = CosineHead.withNeighbours(
                start.network(), TensorData.ofFloats(Shape.of(4, 6), photos), List.of(3, 1), 2);
        try (TorchClassifier classifier = classifier(stored, start.card())) {
            var pass = classifier.features(noise(2), CosineHead.EMBEDDING);
            float[] embedding = pass.activation().toFloats();
            float[] own = {embedding[0], embedding[1], embedding[2]};
            Arrays.sort(own);
            assertThat(pass.logits().toFloats()[0]).isCloseTo((own[1] + own[2]) / 2, within(1e-5f));
            assertThat(pass.logits().toFloats()[1]).isCloseTo(embedding[3], within(1e-5f));
            assertThat(EvidenceLayer.of(stored.graph()).value()).isEqualTo("maps");
        }
    }

    @Test
    void gradCamReachesTheMapsThroughTheNormalisation() {
        TrainingStart start = start(Centres.LEARNT);
        String layer = EvidenceLayer.of(start.network().graph()).value();
        assertThat(layer).isEqualTo("maps");
        TensorData image = noise(3);
        try (TorchClassifier classifier = classifier(start.network(), start.card());
                TorchClassifier head = classifier(
                        new WeightedGraph(
                                Cut.from(start.network().graph(), layer),
                                start.network().weights()),
                        start.card())) {
            var pass = classifier.gradients(image, layer, new Target.Label(1)::weights);
            float[] gradient = pass.gradient().toFloats();
            float[] maps = pass.activation().toFloats();
            Shape shape = pass.activation().shape();
            for (int i = 5; i < maps.length; i += 311) {
                float step = 0.05f;
                float[] above = maps.clone();
                float[] below = maps.clone();
                above[i] += step;
                below[i] -= step;
                float slope = (head.logits(TensorData.ofFloats(shape, above)).toFloats()[1]
                                - head.logits(TensorData.ofFloats(shape, below)).toFloats()[1])
                        / (2 * step);
                assertThat(gradient[i]).isCloseTo(slope, within(2e-5f));
            }
            var evidence = new GradCam(classifier, layer).explain(image, new Target.Label(1));
            assertThat(evidence.map(0)).hasSize(12 * 12);
        }
    }

    @Test
    void centresOfTripletsAreTheMeansOfTheTrainingPhotos() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 2);
        TrainingPlan plan = plan(new Objective.Triplet(Mining.SEMI_HARD, new Margin.Hard(0.2)))
                .with(Course.of(2, 8));

        Model model = ModelFile.read(
                        train(plan, photos, TrainingListener.SILENT).model())
                .model();

        float[] centres = model.weights().at(CosineHead.CENTRES).toFloats();
        double[] sums = new double[centres.length];
        try (TorchClassifier classifier = new TorchClassifier(model);
                PhotoFeed feed = new PhotoFeed(plan, model.card().preprocessing(), photos, Teaching.none())) {
            int seen = 0;
            for (var batch : feed.plain()) {
                float[] rows = classifier
                        .features(Tensors.planes(batch.inputs()), CosineHead.EMBEDDING)
                        .activation()
                        .toFloats();
                for (int i = 0; i < rows.length; i++) {
                    sums[6 * batch.labels()[i / 6] + i % 6] += rows[i] / 9;
                }
                seen += batch.size();
            }
            assertThat(seen).isEqualTo(18);
        }
        for (int i = 0; i < centres.length; i++) {
            assertThat((double) centres[i]).isCloseTo(sums[i], within(1e-5));
        }
    }

    static Stream<Objective> resumed() {
        return Stream.of(
                new Objective.AdaCos(Objective.AdaCos.Adaptation.DYNAMIC, EVEN),
                new Objective.Triplet(Mining.SEMI_HARD, new Margin.Hard(0.2)),
                new Objective.Triplet(Mining.BATCH_HARD, new Margin.Soft()));
    }

    @ParameterizedTest
    @MethodSource("resumed")
    void aResumedRunGivesTheSameNumbers(Objective objective) throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
        TrainingPlan plan = plan(objective).with(Course.of(3, 8));
        TrainingStart start = start(((Objective.Metric) objective).centres());
        RunFolder unbroken = new RunFolder(folder.resolve("a"));
        var whole = new Trainer(plan, start, photos, unbroken, TrainingListener.SILENT).train();
        RunFolder broken = new RunFolder(folder.resolve("b"));
        new Trainer(plan, start, photos, broken, new OneEpoch()).train();

        var resumed = new Trainer(plan, start, photos, broken, TrainingListener.SILENT).resume();

        for (int epoch = 0; epoch < 3; epoch++) {
            EpochResult one = whole.epochs().get(epoch);
            EpochResult other = resumed.epochs().get(epoch);
            assertThat(other.trainingLoss()).isEqualTo(one.trainingLoss());
            assertThat(other.validationLoss()).isEqualTo(one.validationLoss());
            assertThat(other.cosines()).isEqualTo(one.cosines());
        }
        Model first = ModelFile.read(whole.model()).model();
        Model second = ModelFile.read(resumed.model()).model();
        assertThat(second.weights().asMap()).isEqualTo(first.weights().asMap());
        assertThat(second.card().thresholds()).isEqualTo(first.card().thresholds());
    }

    /** Killed between the derived model and the list of hard examples: what is derived again is the same. */
    @Test
    void aModelOfStoredPhotosAndEstimatedStatisticsIsDerivedAgain() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
        TrainingPlan triplets = plan(new Objective.Triplet(Mining.SEMI_HARD, new Margin.Hard(0.2)));
        TrainingPlan plan = triplets.with(Course.of(2, 8))
                .with(FineTuning.of(0, 1, FineTuning.Statistics.RE_ESTIMATED))
                .with(triplets.decision().withNeighbours(2));
        TrainingOutcome outcome = train(plan, photos, TrainingListener.SILENT);
        Model model = ModelFile.read(outcome.model()).model();
        RunFolder run = new RunFolder(folder.resolve("run"));
        Files.delete(run.hardExamples());

        TrainingOutcome resumed = new Trainer(plan, start(Centres.MEAN), photos, run, TrainingListener.SILENT).resume();

        Model again = ModelFile.read(resumed.model()).model();
        assertThat(again.weights().at(CosineHead.PHOTOS).shape()).isEqualTo(Shape.of(18, 6));
        assertThat(again.weights()).isEqualTo(model.weights());
        assertThat(again.card().provenance().get("validationLoss"))
                .isEqualTo(model.card().provenance().get("validationLoss"))
                .isEqualTo(String.valueOf(outcome.best().validationLoss()));
        assertThat(resumed.best()).isEqualTo(outcome.best());
        assertThat(run.hardExamples()).exists();
    }

    /** The loss of a head of plain cosines is the cross-entropy of the scaled cosines, here to the nearest stored photo. */
    @Test
    void theNumbersAreThoseOfTheStoredPhotosThatDecide() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
        TrainingPlan plan = plan(new Objective.Cosine(4, EVEN)).with(Course.of(2, 8));

        TrainingOutcome outcome = train(plan.with(plan.decision().withNeighbours(1)), photos, TrainingListener.SILENT);

        Model model = ModelFile.read(outcome.model()).model();
        double loss = 0;
        int right = 0;
        try (TorchClassifier classifier = new TorchClassifier(model);
                PhotoFeed feed = new PhotoFeed(plan, model.card().preprocessing(), photos, Teaching.none())) {
            for (var batch : feed.validation(1)) {
                float[] cosines =
                        classifier.logits(Tensors.planes(batch.inputs())).toFloats();
                for (int i = 0; i < batch.size(); i++) {
                    double own = cosines[2 * i + batch.labels()[i]];
                    double other = cosines[2 * i + 1 - batch.labels()[i]];
                    loss += Math.log1p(Math.exp(4 * (other - own))) / 6;
                    right += own > other ? 1 : 0;
                }
            }
        }
        assertThat(outcome.best().validationLoss()).isCloseTo(loss, within(1e-5));
        assertThat(outcome.best().validationAccuracy()).isEqualTo(right / 6.0);
        assertThat(EpochResult.best(outcome.epochs()).validationLoss())
                .as("that of the class centres is another")
                .isNotCloseTo(loss, within(1e-3));
        assertThat(model.card().provenance())
                .containsEntry("validationLoss", String.valueOf(outcome.best().validationLoss()));
    }

    @Test
    void aNetworkWithoutNormalisationIsNotSaidToHaveNewStatistics() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
        GraphBuilder net = new GraphBuilder("plain");
        Value x = net.conv("conv", net.images("input", 3, 24, 24), Convolution.of(8, 3));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(net.relu(x))), 2));
        WeightedGraph network = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
        TrainingStart start = new StartingPoint.Continued(
                        network,
                        PaddingStyle.SYMMETRIC,
                        List.of(),
                        new ClassifierStyle.Cosine(6, 0, CosineHead.Centres.MEAN))
                .prepare(LABELS, Preprocessing.stretched(24, 24), 3)
                .start();
        TrainingPlan triplets = plan(new Objective.Triplet(Mining.SEMI_HARD, new Margin.Hard(0.2)))
                .with(Course.of(1, 8))
                .with(FineTuning.of(0, 1, FineTuning.Statistics.RE_ESTIMATED));
        List<String> notes = new ArrayList<>();
        TrainingListener listener = listening(notes);

        new Trainer(
                        triplets.with(triplets.decision().withNeighbours(1)),
                        start,
                        photos,
                        new RunFolder(folder.resolve("run")),
                        listener)
                .train();

        assertThat(notes)
                .filteredOn(note -> note.contains("validation accuracy"))
                .singleElement()
                .asString()
                .startsWith("with stored photos that decide: validation accuracy ");
    }

    /** Ends a training after its first epoch. */
    private static final class OneEpoch implements TrainingListener {
        private int epochs;

        @Override
        public void epoch(EpochResult result) {
            epochs++;
        }

        @Override
        public boolean stop() {
            return epochs > 0;
        }
    }

    /** Class centres that all point the same way, in an embedding that hardly learns: nothing parts the photos. */
    @ParameterizedTest
    @CsvSource({"4, 0, 2", "1, 0, 1", "2, 2, 2"})
    void embeddingsThatLieTogetherAreReportedOnce(int epochs, int frozen, int said) throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 5);
        TrainingStart start = start(Centres.LEARNT);
        TensorData bias = start.network().weights().at("head.bias");
        float[] large = new float[bias.toFloats().length];
        Arrays.fill(large, 100);
        TrainingStart together = new TrainingStart(
                new WeightedGraph(
                        start.network().graph(),
                        start.network().weights().with("head.bias", TensorData.ofFloats(bias.shape(), large))),
                start.card(),
                start.head());
        List<String> notes = new ArrayList<>();
        TrainingListener listener = listening(notes);
        TrainingPlan plan = plan(new Objective.Cosine(1.5, EVEN))
                .with(Course.of(epochs, 8))
                .with(new Optimization.AdamW(1e-5, 0))
                .with(FineTuning.none().withFrozenEpochs(frozen));

        new Trainer(plan, together, photos, new RunFolder(folder.resolve("run")), listener).train();

        assertThat(notes)
                .filteredOn(note -> note.startsWith("embeddings collapse"))
                .hasSize(1)
                .allMatch(note -> note.contains("a mean cosine of 1.000 after epoch " + said));
    }

    /** Untrained cosines lie about 0: the lowest of a class's own is below it, and would accept photos unlike the class. */
    @Test
    void noThresholdIsBelowZeroAndThatIsSaid() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 5);
        List<String> notes = new ArrayList<>();
        TrainingListener listener = listening(notes);
        TrainingPlan plan =
                plan(new Objective.Cosine(1.5, EVEN)).with(Course.of(1, 8)).with(new Optimization.AdamW(1e-7, 0));
        TensorData away = TensorData.ofFloats(Shape.of(6), -100, 0, 0, 0, 0, 0);
        TrainingStart start = start(Centres.LEARNT);
        Weights weights = start.network()
                .weights()
                .with("head.bias", away)
                .with(CosineHead.CENTRES, TensorData.ofFloats(Shape.of(2, 6), 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0));
        TrainingStart opposite =
                new TrainingStart(new WeightedGraph(start.network().graph(), weights), start.card(), start.head());

        new Trainer(
                        plan.with(plan.decision().with(new ThresholdRule.TrueAccept(0.95))),
                        opposite,
                        photos,
                        new RunFolder(folder.resolve("run")),
                        listener)
                .train();

        var thresholds =
                ModelFile.read(folder.resolve("run/model.onnx")).model().card().thresholds();
        assertThat(thresholds).isNotNull();
        if (thresholds != null) {
            assertThat(thresholds.values()).allMatch(value -> value >= 0).contains(0f);
            assertThat(thresholds.rule()).endsWith("held-out photos, at least 0");
        }
        assertThat(notes)
                .anyMatch(note -> note.startsWith(
                        "thresholds below 0 would accept photos unlike the class: 0 is taken in place of ng -1.000"));
    }

    @Test
    void storedPhotosAndThresholdsWithoutHeldOutPhotos() throws IOException {
        Dataset photos = DrawnPhotos.write(folder.resolve("photos"), 12, 4).trained();
        TrainingPlan plan = plan(new Objective.ArcFace(16, 0.3, false, EVEN)).with(Course.of(1, 8));
        List<String> notes = new ArrayList<>();
        TrainingListener listener = listening(notes);

        Model model = ModelFile.read(train(plan.with(plan.decision().withNeighbours(3)), photos, listener)
                        .model())
                .model();

        assertThat(photos.only(Part.VALIDATION).samples()).isEmpty();
        assertThat(model.card().thresholds()).isNull();
        assertThat(notes).anyMatch(note -> note.startsWith("no photos are held back to find thresholds on"));
        assertThat(model.weights().at(CosineHead.PHOTOS).shape()).isEqualTo(Shape.of(24, 6));
    }

    private static TorchClassifier classifier(WeightedGraph network, ModelCard card) {
        return new TorchClassifier(new Model(network.graph(), network.weights(), card));
    }

    private static TensorData noise(long seed) {
        float[] pixels = new float[3 * 24 * 24];
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(1, 3, 24, 24), pixels);
    }

    private static double dot(float[] a, int from, float[] b, int at) {
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += a[from + i] * b[at + i];
        }
        return sum;
    }
}
