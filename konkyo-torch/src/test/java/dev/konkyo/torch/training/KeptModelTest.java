package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that are told of a model are those of the file, and they are numbers. */
class KeptModelTest {
    @TempDir
    private Path folder;

    private Dataset data;

    @BeforeEach
    void draw() throws IOException {
        data = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
    }

    private static TrainingPlan plan(int batch, FineTuning.Statistics statistics) {
        return TrainingPlan.standard(7)
                .with(Course.of(2, batch))
                .with(new Optimization.AdamW(0.02, 0.01))
                .with(FineTuning.of(0, 1, statistics))
                .with(new Objective.CrossEntropy(0, new Weighting.Even()))
                .with(new Presentation(new Sampler.Shuffled(), AugmentationPolicy.none()));
    }

    /** A network whose second normalisation sees one place. */
    private TrainingStart onePlace() {
        GraphBuilder net = new GraphBuilder("tiny");
        Value x = net.images("input", 3, 24, 24);
        x = net.relu(net.batchNorm("wide", net.conv("stem", x, Convolution.of(8, 3))));
        x = net.batchNorm("narrow", net.globalAveragePool(x));
        Graph graph = net.build(net.linear("fc", net.flatten(x), 2));
        WeightedGraph network = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
        return new StartingPoint.Continued(network, PaddingStyle.SYMMETRIC, List.of(), new ClassifierStyle.Own())
                .prepare(data.labels(), Preprocessing.stretched(24, 24), 2)
                .start();
    }

    private Trainer trainer(TrainingPlan plan, TrainingStart start) {
        return new Trainer(plan, start, data, new RunFolder(folder.resolve("run")), TrainingListener.SILENT);
    }

    @Test
    void statisticsThatAreEstimatedAnewAreJudgedAnew() {
        TrainingPlan plan = plan(4, FineTuning.Statistics.RE_ESTIMATED);
        TrainingStart start = TinyNetwork.start(data.labels());

        TrainingOutcome outcome = trainer(plan, start).train();

        // The list is made of the model file itself, on another way.
        List<HardExample> held = HardExamples.read(new RunFolder(folder.resolve("run")).hardExamples()).stream()
                .filter(example -> example.part().equals("validation"))
                .toList();
        double right = (double) held.stream()
                        .filter(example -> example.predicted().equals(example.label()))
                        .count()
                / held.size();
        double loss = held.stream().mapToDouble(HardExample::loss).average().orElseThrow();
        assertThat(outcome.best().validationAccuracy()).isEqualTo(right);
        assertThat(outcome.best().validationLoss()).isCloseTo(loss, within(1e-4));
        assertThat(EpochResult.best(outcome.epochs()).validationLoss())
                .as("the statistics that followed the training are others")
                .isNotCloseTo(loss, within(1e-3));
        assertThat(ModelFile.read(outcome.model()).model().card().provenance())
                .containsEntry("validationAccuracy", String.valueOf(right));
        assertThat(trainer(plan, start).resume().best()).isEqualTo(outcome.best());
    }

    @Test
    void batchesOfOnePhotoWithoutStatisticsAreRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> trainer(plan(1, FineTuning.Statistics.RUNNING), onePlace())
                        .train())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no statistics at the normalisation 'narrow'")
                .hasMessageContaining("--batch 2");
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(trainer(plan(1, FineTuning.Statistics.FROZEN), onePlace())
                        .train()
                        .epochs())
                .hasSize(2);
    }

    @Test
    void aBatchThatLostAllButOnePhotoIsLeftOutAndTheListOfLostPhotosIsKept() throws IOException {
        Path lost = data.only(Part.TRAINING).samples().getFirst().photo();
        Files.write(lost, new byte[] {1, 2, 3});
        TrainingPlan plan = plan(2, FineTuning.Statistics.RUNNING);

        TrainingOutcome outcome = trainer(plan, onePlace()).train();

        assertThat(outcome.epochs()).allMatch(epoch -> Double.isFinite(epoch.validationLoss()));
        assertThat(outcome.skipped()).extracting(skipped -> skipped.file()).containsExactly(lost);
        assertThat(trainer(plan, onePlace()).resume().skipped()).isEqualTo(outcome.skipped());
    }
}
