package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TeachingTest {
    private static final List<String> LABELS = List.of("ng", "ok");

    @TempDir
    private Path folder;

    private Dataset data;
    private Dataset unlabelled;

    @BeforeEach
    void draw() throws IOException {
        data = DrawnPhotos.write(folder.resolve("photos"), 16, 3);
        unlabelled = DrawnPhotos.write(folder.resolve("more"), 16, 4);
    }

    private Trainer trainer(Dataset photos, Teaching teaching, int epochs, String run, TrainingListener listener) {
        TrainingPlan plan = TrainingPlan.standard(5)
                .with(Course.of(epochs, 8))
                .with(new Optimization.AdamW(0.02, 0.01))
                .with(Objective.crossEntropy(0.1));
        return new Trainer(
                plan, TinyNetwork.start(LABELS), photos, new RunFolder(folder.resolve(run)), listener, teaching);
    }

    private static Teaching taught(double softWeight) {
        Teacher expert = StubTeacher.expert(List.of("ok", "ng"), 6).named("expert");
        return new Teaching(List.of(expert), 2, softWeight, Optional.empty());
    }

    /** Every training photo bears the other label, so only the teacher can have taught the right ones. */
    @Test
    void aStudentLearnsFromTheTeacherWhatTheLabelsDoNotSay() {
        Dataset wrong = data.with(data.samples().stream()
                .map(sample -> sample.part() == Part.TRAINING ? sample.labelled(1 - sample.label()) : sample)
                .toList());
        TrainingOutcome outcome =
                trainer(wrong, taught(1), 16, "run", TrainingListener.SILENT).train();

        assertThat(outcome.best().validationAccuracy()).isEqualTo(1);
    }

    @Test
    void photosWithoutLabelsAreLearntFrom() throws IOException {
        List<Sample> one = data.only(Part.TRAINING).samples();
        // One labelled photo of each class: the other 32 have the teacher's word alone.
        Dataset few = data.with(
                Stream.concat(Stream.of(one.getFirst(), one.getLast()), data.only(Part.VALIDATION).samples().stream())
                        .toList());
        TrainingOutcome outcome = trainer(
                        few, taught(0.9).withUnlabelled(unlabelled), 16, "run", TrainingListener.SILENT)
                .train();

        assertThat(outcome.best().validationAccuracy()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("run/plan.json")))
                .contains("\"hash of expert\"", "\"temperature\" : 2.0", "\"unlabelled\" : 32", "\"unlabelledHash\"");
        assertThat(ModelFile.read(outcome.model()).model().card().provenance())
                .containsEntry("teachers", "hash of expert")
                .containsEntry("trainingPhotos", "2")
                .containsEntry("unlabelledPhotos", "32");
    }

    @Test
    void aTaughtRunThatWasKilledAndResumedGivesTheSameNumbers() {
        Teaching teaching = taught(0.7).withUnlabelled(unlabelled);
        TrainingOutcome whole =
                trainer(data, teaching, 3, "whole", TrainingListener.SILENT).train();
        TrainingListener dies = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                if (result.epoch() == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> trainer(data, teaching, 3, "killed", dies).train())
                .hasMessage("killed");

        TrainingOutcome resumed =
                trainer(data, teaching, 3, "killed", TrainingListener.SILENT).resume();

        assertThat(ModelFile.read(resumed.model()).model().weights())
                .isEqualTo(ModelFile.read(whole.model()).model().weights());
    }

    /** A training whose teacher gives no numbers after the first epoch. */
    private Trainer breaking(RunFolder run, Runnable afterAnEpoch) {
        TrainingPlan plan = TrainingPlan.standard(5)
                .with(Course.of(3, 8))
                .with(new Optimization.AdamW(0.02, 0.01))
                .with(Objective.crossEntropy(0.1));
        AtomicBoolean breaks = new AtomicBoolean();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                breaks.set(true);
                afterAnEpoch.run();
            }
        };
        StubTeacher broken = new StubTeacher(
                StubTeacher.expert(LABELS, 6).card(),
                _ -> breaks.get() ? new float[] {Float.NaN, 0} : new float[] {1, 0});
        Teaching teaching = new Teaching(List.of(broken.named("broken")), 2, 0.5, Optional.empty());
        return new Trainer(plan, TinyNetwork.start(LABELS), data, run, listener, teaching);
    }

    @Test
    void afterANumberThatIsNoneTheBestModelIsFinishedAndTheWayOnIsTold() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));

        assertThatThrownBy(breaking(run, () -> {})::train)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not a number at epoch 2, step 1 of 3 (photos ")
                .hasMessageContaining(".png")
                .hasMessageContaining("the finished model of epoch 1")
                .hasMessageContaining("--from " + run.model())
                .hasMessageContaining("--rate, such as 0.0020")
                .message()
                .doesNotContain("--resume");

        Model model = ModelFile.read(run.model()).model();
        assertThat(model.card().provenance()).containsEntry("epoch", "1");
        // What only the end of a training writes.
        assertThat(Objects.requireNonNull(model.card().learnt())
                        .among(data.only(Part.TRAINING).samples().stream()
                                .map(Sample::photo)
                                .toList()))
                .hasSize(24);
        assertThat(HardExamples.read(run.hardExamples())).hasSize(32);
    }

    @Test
    void aNumberThatIsNoneIsToldEvenWhereTheBestModelCannotBeFinished() {
        RunFolder run = new RunFolder(folder.resolve("run"));

        assertThatThrownBy(breaking(run, () -> occupied(run.model()))::train)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is not a number at epoch 2, step 1 of 3 (photos ")
                .hasMessageContaining("; the model of epoch 1 could not be finished either: ")
                .hasMessageContaining(String.valueOf(run.model()));
    }

    /** Puts a folder in a file's place, which no file replaces. */
    private static void occupied(Path file) {
        try {
            Files.delete(file);
            Files.createDirectories(file.resolve("occupied"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void otherTeachersAreRefusedWhenResuming() {
        trainer(data, taught(0.9), 1, "run", TrainingListener.SILENT).train();
        Teacher other = StubTeacher.expert(LABELS, 3).named("other");
        Teaching changed = new Teaching(List.of(other), 2, 0.9, Optional.empty());

        assertThatThrownBy(() -> trainer(data, changed, 1, "run", TrainingListener.SILENT)
                        .resume())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("teaching.teachers was [\"hash of expert\"], now [\"hash of other\"]");
        assertThatThrownBy(() -> trainer(data, Teaching.none(), 1, "run", TrainingListener.SILENT)
                        .resume())
                .hasMessageContaining("now nothing; use the old value");
        // Where the same teacher's file lies does not matter.
        Teacher moved = new Teacher("elsewhere", "hash of expert", StubTeacher.expert(List.of("ok", "ng"), 6));
        Teaching same = new Teaching(List.of(moved), 2, 0.9, Optional.empty());
        assertThat(trainer(data, same, 1, "run", TrainingListener.SILENT)
                        .resume()
                        .epochs())
                .hasSize(1);
    }

    @Test
    void aStudentOfCosinesIsRefused() {
        TrainingPlan plan = TrainingPlan.standard(5).with(new Objective.Cosine(0, new Weighting.Even()));
        assertThatThrownBy(() -> new Trainer(
                        plan,
                        TinyNetwork.start(LABELS),
                        data,
                        new RunFolder(folder.resolve("run")),
                        TrainingListener.SILENT,
                        taught(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("this student learns cosines (Cosine)");
    }

    @Test
    void photosWithoutLabelsNeedATeacher() {
        assertThatThrownBy(() -> Teaching.none().withUnlabelled(unlabelled)).hasMessageContaining("need a teacher");
    }
}
