package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Duplicates;
import dev.konkyo.dataset.Folds;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossValidationTest {
    @TempDir
    private Path folder;

    private Dataset data;

    @BeforeEach
    void draw() throws IOException {
        data = DrawnPhotos.write(folder.resolve("photos"), 12, 3);
    }

    private CrossValidation validation(String run, TrainingListener listener) {
        return validation(run, 3, listener);
    }

    private CrossValidation validation(String run, int epochs, TrainingListener listener) {
        TrainingPlan plan = TrainingPlan.standard(5)
                .with(Course.of(epochs, 8))
                .with(new Optimization.AdamW(0.02, 0.01))
                .with(new Division(0, 3));
        List<Dataset> folds = new Folds(3, 1).of(data, Duplicates.none());
        return new CrossValidation(
                plan, TinyNetwork.start(data.labels()), folds, new RunFolder(folder.resolve(run)), listener);
    }

    @Test
    void everyFoldIsTrainedAndThenAllPhotosForTheMedianOfTheBestEpochs() throws IOException {
        CrossValidation.Outcome outcome =
                validation("run", TrainingListener.SILENT).run(false);

        assertThat(outcome.folds()).extracting(FoldResult::fold).containsExactly(1, 2, 3);
        TrainingOutcome whole = outcome.whole().orElseThrow();
        assertThat(whole.epochs()).hasSize(FoldResult.medianEpoch(outcome.folds()));
        assertThat(whole.epochs().getLast().validationAccuracy()).isNaN();
        Model model = ModelFile.read(whole.model()).model();
        assertThat(model.card().provenance())
                .containsEntry("trainingPhotos", "24")
                .containsEntry("folds", "3")
                .containsEntry("foldAccuracyMean", String.valueOf(FoldResult.mean(outcome.folds())));
        assertThat(model.card().evidenceScale()).isNotNull();
        RunFolder run = new RunFolder(folder.resolve("run"));
        assertThat(Files.readAllLines(run.folds())).hasSize(4).last().asString().startsWith("3,3,");
        // Every photo once, judged by the model that had not learnt from it.
        assertThat(HardExamples.read(run.hardExamples()))
                .hasSize(24)
                .allMatch(example -> example.part().equals("validation"))
                .extracting(HardExample::photo)
                .doesNotHaveDuplicates();
    }

    /** A single training on these photos may learn the wrong label by heart. */
    @Test
    void aWrongLabelIsDoubtedByTheFoldThatHasNotLearntIt() throws IOException {
        data = DrawnPhotos.write(folder.resolve("more"), 20, 3);
        Sample wrong = data.samples().stream()
                .filter(sample -> data.labels().get(sample.label()).equals("ng"))
                .findFirst()
                .orElseThrow();
        int ok = data.labels().indexOf("ok");
        data = data.with(data.samples().stream()
                .map(sample -> sample.equals(wrong) ? sample.labelled(ok) : sample)
                .toList());

        validation("run", 30, TrainingListener.SILENT).run(false);

        List<HardExample> examples = HardExamples.read(new RunFolder(folder.resolve("run")).hardExamples());
        assertThat(examples).noneMatch(HardExample::learnt);
        assertThat(examples.stream().filter(HardExample::suspect))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.photo()).isEqualTo(data.relative(wrong.photo()));
                    assertThat(found.label()).isEqualTo("ok");
                    assertThat(found.predicted()).isEqualTo("ng");
                });

        // Folds of four photos: three hits of four are no proof that a model has learnt anything, those of all folds
        // are.
        int holder = IntStream.rangeClosed(1, 3)
                .filter(fold -> new Folds(3, 1)
                        .of(data, Duplicates.none()).get(fold - 1).only(Part.VALIDATION).samples().stream()
                                .anyMatch(sample -> sample.photo().equals(wrong.photo())))
                .findFirst()
                .orElseThrow();
        Path model = new RunFolder(folder.resolve("run")).fold(holder).model();
        List<HardExample> together =
                HardExamples.heldOut(Collections.nCopies(10, model), new Folds(10, 1).of(data, Duplicates.none()), 1);
        assertThat(together).hasSize(40);
        assertThat(together.stream().filter(HardExample::suspect).map(HardExample::photo))
                .contains(data.relative(wrong.photo()));
    }

    @Test
    void aFolderWithARunIsRefusedBeforeAnyFoldIsTrained() throws IOException {
        Path run = folder.resolve("used");
        Files.createDirectories(run);
        Files.writeString(run.resolve("model.onnx"), "a model of the user's");

        assertThatThrownBy(() -> validation("used", TrainingListener.SILENT).run(false))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("already holds a run");
        assertThat(run.resolve("fold-1")).doesNotExist();
    }

    @Test
    void finishedFoldsAreSkippedOnResumeAndTheNumbersAreTheSame() throws IOException {
        CrossValidation.Outcome whole =
                validation("whole", TrainingListener.SILENT).run(false);
        assertThatThrownBy(() -> validation("killed", new DiesInFold(2)).run(false))
                .hasMessage("killed");
        Path first = folder.resolve("killed/fold-1/model.onnx");
        Files.setLastModifiedTime(first, FileTime.fromMillis(1000));

        CrossValidation.Outcome resumed =
                validation("killed", TrainingListener.SILENT).run(true);

        assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.fromMillis(1000));
        assertThat(resumed.folds().stream().map(f -> f.best().validationLoss()))
                .containsExactlyElementsOf(whole.folds().stream()
                        .map(f -> f.best().validationLoss())
                        .toList());
        assertThat(weights(resumed)).isEqualTo(weights(whole));
    }

    private static Object weights(CrossValidation.Outcome outcome) {
        return ModelFile.read(outcome.whole().orElseThrow().model()).model().weights();
    }

    @Test
    void noPhotoIsLearntFromInTheFoldThatItValidates() {
        for (Dataset fold : new Folds(3, 1).of(data, Duplicates.none())) {
            assertThat(fold.only(Part.TRAINING).samples())
                    .doesNotContainAnyElementsOf(fold.only(Part.VALIDATION).samples());
        }
    }

    private static final class DiesInFold implements TrainingListener {
        private final int deadly;
        private int current;

        DiesInFold(int deadly) {
            this.deadly = deadly;
        }

        @Override
        public void fold(int fold, int folds) {
            current = fold;
        }

        @Override
        public void step(Progress progress) {
            if (current == deadly && progress.epoch() == 2) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
