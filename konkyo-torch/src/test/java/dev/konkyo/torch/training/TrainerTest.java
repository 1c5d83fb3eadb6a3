package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Split;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerTest {
    @TempDir
    private Path folder;

    private Dataset data;

    @BeforeEach
    void draw() throws IOException {
        data = DrawnPhotos.write(folder.resolve("photos"), 16, 3);
    }

    @Test
    void learnsAndLeavesAModelThatKnowsWhereItCameFrom() {
        TrainingOutcome outcome =
                trainer(plan(16, 0.02), "run", TrainingListener.SILENT).train();

        assertThat(outcome.best().validationAccuracy()).isEqualTo(1);
        Model model = ModelFile.read(outcome.model()).model();
        assertThat(model.card().labels()).containsExactly("ng", "ok");
        assertThat(model.card().evidenceLayer()).isEqualTo("maps");
        assertThat(model.card().provenance())
                .containsEntry("seed", "5")
                .containsEntry("trainingPhotos", "24")
                .containsKeys("epoch", "dataHash", "trained");
        assertThat(model.card().evidenceScale()).isNotNull();
        List<Path> training =
                data.only(Part.TRAINING).samples().stream().map(Sample::photo).toList();
        assertThat(Objects.requireNonNull(model.card().learnt())
                        .among(data.samples().stream().map(Sample::photo).toList()))
                .containsExactlyInAnyOrderElementsOf(training);
    }

    @Test
    void aRunThatWasKilledAndResumedGivesTheSameNumbers() throws IOException {
        TrainingOutcome whole =
                trainer(plan(4, 0.01), "whole", TrainingListener.SILENT).train();
        assertThatThrownBy(() ->
                        trainer(plan(4, 0.01), "killed", new DiesInEpoch(3)).train())
                .hasMessage("killed");

        TrainingOutcome resumed =
                trainer(plan(4, 0.01), "killed", TrainingListener.SILENT).resume();

        assertThat(numbers(resumed)).isEqualTo(numbers(whole));
        assertThat(ModelFile.read(resumed.model()).model().weights())
                .isEqualTo(ModelFile.read(whole.model()).model().weights());
        assertThat(Files.readAllLines(folder.resolve("killed/metrics.csv"))).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void averagesClippingAndPatienceResumeToTheSameNumbers(boolean focal) throws IOException {
        Weighting weighting = new Weighting.EffectiveNumber(0.9);
        TrainingPlan plan = plan(6, 0.01)
                .with(new Course(6, 8, 2))
                .with(new Update(0.5, 0.9))
                .with(focal ? new Objective.Focal(2, weighting) : new Objective.CrossEntropy(0.1, weighting));
        TrainingOutcome whole = trainer(plan, "whole", TrainingListener.SILENT).train();
        assertThatThrownBy(() -> trainer(plan, "killed", new DiesInEpoch(3)).train())
                .hasMessage("killed");

        TrainingOutcome resumed =
                trainer(plan, "killed", TrainingListener.SILENT).resume();

        assertThat(numbers(resumed)).isEqualTo(numbers(whole));
        assertThat(ModelFile.read(resumed.model()).model().weights())
                .isEqualTo(ModelFile.read(whole.model()).model().weights());
        Path last = folder.resolve("whole/last/epoch-" + whole.epochs().size());
        assertThat(SafetensorsFile.read(last.resolve("average.safetensors"))
                        .weights()
                        .at("fc.weight"))
                .isNotEqualTo(SafetensorsFile.read(last.resolve("weights.safetensors"))
                        .weights()
                        .at("fc.weight"));
    }

    @Test
    void patienceEndsARunThatGetsNoBetter() {
        // A rate so small that nothing changes: the first epoch stays the best, or one by a hair.
        TrainingPlan plan = plan(12, 1e-12).with(new Course(12, 8, 3));
        TrainingOutcome outcome = trainer(plan, "run", TrainingListener.SILENT).train();

        assertThat(outcome.epochs()).hasSizeLessThan(12).hasSize(outcome.best().epoch() + 3);
        assertThat(outcome.stopped()).isFalse();
        TrainingOutcome again = trainer(plan, "run", TrainingListener.SILENT).resume();
        assertThat(numbers(again)).isEqualTo(numbers(outcome));
    }

    @Test
    void theModelBearsTheAverageThatWasEvaluated() {
        TrainingOutcome outcome = trainer(
                        plan(1, 0.05).with(Update.plain().withAveraging(0.9)), "averaged", TrainingListener.SILENT)
                .train();
        Weights average = SafetensorsFile.read(folder.resolve("averaged/last/epoch-1/average.safetensors"))
                .weights();
        Weights model = ModelFile.read(outcome.model()).model().weights();

        assertThat(model.at("fc.weight")).isEqualTo(average.at("fc.weight"));
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesTheOneBeforeIntact() throws IOException {
        TrainingOutcome whole =
                trainer(plan(3, 0.01), "whole", TrainingListener.SILENT).train();
        Path blocked = folder.resolve("blocked/last/epoch-2");
        Files.createDirectories(blocked.getParent());
        Files.createFile(blocked);

        assertThatThrownBy(() -> trainer(plan(3, 0.01), "blocked", TrainingListener.SILENT)
                        .train())
                .hasMessageContaining("cannot write the checkpoint")
                .hasMessageContaining("epoch-2");
        Files.delete(blocked);
        TrainingOutcome resumed =
                trainer(plan(3, 0.01), "blocked", TrainingListener.SILENT).resume();

        assertThat(numbers(resumed)).isEqualTo(numbers(whole));
    }

    @Test
    void aModelWhoseCheckpointCouldNotBeWrittenIsNotTheBest() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("blocked"));
        Files.createDirectories(run.last());
        Files.createFile(run.last().resolve("epoch-2"));
        List<byte[]> first = new ArrayList<>();
        TrainingListener keepsFirst = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                first.add(bytes(run.last().resolve("best-1.onnx")));
                first.add(bytes(run.model()));
            }
        };
        // Without validation photos the later epoch is the better one.
        Dataset trained = data.trained();
        TrainingPlan plan = plan(3, 0.01);

        assertThatThrownBy(() -> new Trainer(plan, start(), trained, run, keepsFirst).train())
                .hasMessageContaining("cannot write the checkpoint");

        assertThat(first).hasSize(2);
        assertThat(run.last().resolve("best-2.onnx")).doesNotExist();
        assertThat(bytes(run.last().resolve("best-1.onnx"))).isEqualTo(first.getFirst());
        assertThat(bytes(run.model())).isEqualTo(first.getLast());
        Files.delete(run.last().resolve("epoch-2"));
        new Trainer(plan, start(), trained, run, TrainingListener.SILENT).resume();
        try (Stream<Path> left = Files.list(run.last())) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("state.json", "epoch-3", "best-3.onnx", "skipped.json");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunOfAnEarlierVersionIsNotResumedAndTheWayOnIsTold() throws IOException {
        assertThatThrownBy(
                        () -> trainer(plan(4, 0.01), "old", new DiesInEpoch(3)).train())
                .hasMessage("killed");
        RunFolder run = new RunFolder(folder.resolve("old"));
        Path best;
        try (Stream<Path> files = Files.list(run.last())) {
            best = files.filter(file -> file.toString().endsWith(".onnx"))
                    .findFirst()
                    .orElseThrow();
        }
        // Earlier versions kept it under a name without its epoch.
        Files.move(best, best.resolveSibling("best.onnx"));
        byte[] state = Files.readAllBytes(run.last().resolve("state.json"));

        assertThatThrownBy(() ->
                        trainer(plan(4, 0.01), "old", TrainingListener.SILENT).resume())
                .isInstanceOf(TrainingException.class)
                .hasMessage("cannot resume: " + best
                        + ", the model of the best epoch as it was learnt, is missing, as in"
                        + " runs of earlier versions; go on from the best model so far with --from " + run.model()
                        + " and another --output");
        assertThat(run.last().resolve("state.json")).hasBinaryContent(state);
        assertThat(run.model()).exists();
    }

    @Test
    void resumingWithOtherSettingsIsRefusedNamingTheDifference() {
        trainer(plan(2, 0.01), "run", TrainingListener.SILENT).train();

        assertThatThrownBy(() ->
                        trainer(plan(2, 0.02), "run", TrainingListener.SILENT).resume())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("plan.optimization.rate was 0.01, now 0.02");
    }

    @Test
    void theSettingIsNamedBeforeThePhotosThatItChanges() {
        trainer(plan(2, 0.01), "run", TrainingListener.SILENT).train();

        Trainer other = new Trainer(
                plan(2, 0.02), start(), data.trained(), new RunFolder(folder.resolve("run")), TrainingListener.SILENT);

        assertThatThrownBy(other::resume).hasMessageContaining("plan.optimization.rate was 0.01, now 0.02");
    }

    @Test
    void whatAKilledRunWasWritingIsRemoved() throws IOException {
        trainer(plan(1, 0.01), "run", TrainingListener.SILENT).train();
        Path half = folder.resolve("run/.model.onnx.0f3e6a3c-5b1d-4d6f-9e0b-1234567890ab.tmp");
        Path other = folder.resolve("run/last/.best-1.onnx.0f3e6a3c-5b1d-4d6f-9e0b-1234567890ab.tmp");
        Files.writeString(half, "half");
        Files.writeString(other, "half");

        trainer(plan(1, 0.01), "run", TrainingListener.SILENT).resume();

        assertThat(half).doesNotExist();
        assertThat(other).doesNotExist();
    }

    @Test
    void aFolderWithARunIsNotOverwritten() {
        trainer(plan(1, 0.01), "run", TrainingListener.SILENT).train();

        assertThatThrownBy(() ->
                        trainer(plan(1, 0.01), "run", TrainingListener.SILENT).train())
                .hasMessageContaining("already holds a run")
                .hasMessageContaining("--resume");
    }

    @Test
    void aLossThatIsNoNumberStopsTheRunAndTheFolderCanBeUsedAgain() {
        assertThatThrownBy(() -> trainer(plan(3, 1e30), "diverges", TrainingListener.SILENT)
                        .train())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the loss or its gradient is not a number at epoch")
                .hasMessageContaining("lower learning rate");
        assertThat(folder.resolve("diverges/last/state.json")).doesNotExist();
        assertThat(trainer(plan(1, 0.01), "diverges", TrainingListener.SILENT)
                        .train()
                        .model())
                .exists();
    }

    @Test
    void stoppingEarlyKeepsTheBestModelSoFar() {
        TrainingListener stopsInSecond = new TrainingListener() {
            private int epoch;

            @Override
            public void step(Progress progress) {
                epoch = progress.epoch();
            }

            @Override
            public boolean stop() {
                return epoch == 2;
            }
        };

        TrainingOutcome outcome = trainer(plan(6, 0.01), "run", stopsInSecond).train();

        assertThat(outcome.stopped()).isTrue();
        assertThat(outcome.epochs()).hasSize(1);
        assertThat(outcome.model()).exists();
    }

    @Test
    void aRunThatWasStoppedInItsFirstEpochIsResumedFromTheStart() {
        TrainingOutcome whole =
                trainer(plan(2, 0.01), "whole", TrainingListener.SILENT).train();
        TrainingListener stopsAtOnce = new TrainingListener() {
            @Override
            public boolean stop() {
                return true;
            }
        };

        TrainingOutcome stopped = trainer(plan(2, 0.01), "run", stopsAtOnce).train();
        TrainingOutcome resumed =
                trainer(plan(2, 0.01), "run", TrainingListener.SILENT).resume();

        assertThat(stopped.model()).exists();
        assertThat(numbers(resumed)).isEqualTo(numbers(whole));
    }

    @Test
    void aFrozenBackboneKeepsItsWeights() {
        FineTuning headOnly = FineTuning.of(2, 0.1, FineTuning.Statistics.FROZEN);
        TrainingStart start = start();

        TrainingOutcome outcome = new Trainer(
                        plan(2, 0.01, headOnly),
                        start,
                        data,
                        new RunFolder(folder.resolve("run")),
                        TrainingListener.SILENT)
                .train();

        Model model = ModelFile.read(outcome.model()).model();
        assertThat(model.weights().at("stem.weight"))
                .isEqualTo(start.network().weights().at("stem.weight"));
        assertThat(model.weights().at("norm.running_mean"))
                .isEqualTo(start.network().weights().at("norm.running_mean"));
        assertThat(model.weights().at("fc.weight"))
                .isNotEqualTo(start.network().weights().at("fc.weight"));
    }

    @Test
    void aPhotoUnderAWrongLabelIsSuspected() throws IOException {
        Path wrong = folder.resolve("photos/ok/wrong.png");
        PhotoWriter.writePng(DrawnPhotos.marked(12), wrong);
        Dataset read = new Split(0.25, 1).apply(DatasetReader.standard().read(folder.resolve("photos")));
        Dataset mixed = read.with(read.samples().stream()
                .map(sample -> sample.photo().equals(wrong) ? sample.in(Part.VALIDATION) : sample)
                .toList());
        new Trainer(plan(16, 0.02), start(), mixed, new RunFolder(folder.resolve("run")), TrainingListener.SILENT)
                .train();

        List<HardExample> examples = HardExamples.read(folder.resolve("run/hard-examples.jsonl"));

        assertThat(examples).hasSize(33);
        assertThat(examples).isSortedAccordingTo((a, b) -> Double.compare(b.loss(), a.loss()));
        HardExample hardest = examples.getFirst();
        assertThat(hardest.photo()).isEqualTo("ok/wrong.png");
        assertThat(hardest.label()).isEqualTo("ok");
        assertThat(hardest.predicted()).isEqualTo("ng");
        assertThat(hardest.suspect()).isTrue();
        assertThat(hardest.loss()).isCloseTo(-Math.log(hardest.probability()), within(1e-9));
        assertThat(examples.stream().filter(HardExample::suspect)).hasSize(1);
    }

    private static final class DiesInEpoch implements TrainingListener {
        private final int epoch;

        DiesInEpoch(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public void step(Progress progress) {
            if (progress.epoch() == epoch) {
                throw new IllegalStateException("killed");
            }
        }
    }

    private static List<String> numbers(TrainingOutcome outcome) {
        return outcome.epochs().stream()
                .map(e -> e.rate() + " " + e.trainingLoss() + " " + e.trainingAccuracy() + " " + e.validationLoss()
                        + " " + e.validationAccuracy())
                .toList();
    }

    private Trainer trainer(TrainingPlan plan, String run, TrainingListener listener) {
        return new Trainer(plan, start(), data, new RunFolder(folder.resolve(run)), listener);
    }

    private static TrainingPlan plan(int epochs, double rate) {
        return plan(epochs, rate, FineTuning.none());
    }

    private static TrainingPlan plan(int epochs, double rate, FineTuning fineTuning) {
        return TrainingPlan.standard(5)
                .with(Course.of(epochs, 8))
                .with(new Optimization.AdamW(rate, 0.01))
                .with(fineTuning)
                .with(Objective.crossEntropy(0.05));
    }

    private TrainingStart start() {
        return TinyNetwork.start(data.labels());
    }
}
