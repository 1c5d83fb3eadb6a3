package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Sample;
import dev.konkyo.file.FileHash;
import dev.konkyo.model.LearntPhotos;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherOptionsTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void draw() {
        data = Samples.shapes(folder.resolve("data"), 6, 1);
    }

    private Run train(Object... more) {
        var run = folder.resolve("run");
        return Run.of(
                List.of(
                        "train",
                        data,
                        "--output",
                        run,
                        "--network",
                        Samples.NETWORK,
                        "--image-size=48",
                        "--epochs=1",
                        "--batch=5",
                        "--threads=1"),
                more);
    }

    @Test
    void aTeacherOfTheSameLabelsInAnotherOrderTeaches() throws IOException {
        var teacher = Samples.modelFile(folder, "square", "disc");
        var more = Samples.shapes(folder.resolve("more"), 4, 2);
        // A copy of a labelled photo, which may be one that is held back.
        Files.copy(data.resolve("disc/disc_000.png"), more.resolve("copy.png"));
        var run = train("--teacher", teacher, "--temperature", 3, "--soft-weight", 0.5, "--unlabelled", more);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("the teachers judge 8 photos without labels"))
                .anyMatch(line -> line.contains("left out 1 photos without labels that are copies"));
        assertThat(Files.readString(folder.resolve("run/plan.json")))
                .contains(FileHash.sha256(teacher), "\"temperature\" : 3.0", "\"softWeight\" : 0.5");
        var other = Samples.modelFile(Files.createDirectory(folder.resolve("other")), "disc", "square");
        var resumed = train("--resume", "--teacher", other, "--temperature", 3, "--soft-weight", 0.5);
        assertThat(resumed.status()).isEqualTo(1);
        assertThat(resumed.errLines()).last().asString().contains("cannot resume with other settings: teaching.");
    }

    @Test
    void aTeacherWithOtherLabelsIsOneLine() {
        refused("it lacks 'disc' and it also has 'circle'", "--teacher", Samples.modelFile(folder, "circle", "square"));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aTeacherWithoutACardIsOneLine() {
        refused("has no model card, so nobody knows its labels", "--teacher", Samples.foreignFile(folder, 2));
    }

    @Test
    void optionsThatDoNotFitEachOtherAreWrongUsage() {
        var teacher = Samples.modelFile(folder, "disc", "square");
        refused("need a --teacher", "--temperature", 2);
        refused("need a --teacher", "--unlabelled", data);
        refused("temperature of at least 1", "--teacher", teacher, "--temperature", 0.5);
        refused("soft weight in [0, 1]", "--teacher", teacher, "--soft-weight", 2);
        refused("--teacher does not go with --folds", "--teacher", teacher, "--folds", 3);
        refused("leave out --teacher", "--teacher", teacher, "--find-rate");
        refused("this student learns cosines", "--teacher", teacher, "--head", "arcface");
    }

    private void refused(String reason, Object... options) {
        var run = train(options);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).last().asString().contains(reason);
    }

    @Test
    void aStudentHasLearntWhatItSawWithoutLabelsAndWhatItsTeacherLearnt() {
        var earlier = Samples.shapes(folder.resolve("earlier"), 2, 7);
        var known = Samples.model("disc", "square");
        var teacher = folder.resolve("teacher.onnx");
        var learntBefore = LearntPhotos.of(photos(earlier));
        ModelFile.write(new Model(known.graph(), known.weights(), known.card().withLearnt(learntBefore)), teacher);
        var more = Samples.shapes(folder.resolve("more"), 3, 2);
        var run = train("--teacher", teacher, "--unlabelled", more);
        assertThat(run.status()).as(run.err()).isZero();
        var learnt = Objects.requireNonNull(
                ModelFile.read(folder.resolve("run/model.onnx")).model().card().learnt());
        assertThat(learnt.among(photos(more))).hasSize(6);
        assertThat(learnt.among(photos(earlier))).hasSize(4);
        assertThat(learnt.among(photos(data))).as("two are held back").hasSize(10);
    }

    private static List<Path> photos(Path folder) {
        return DatasetReader.standard().read(folder).samples().stream()
                .map(Sample::photo)
                .toList();
    }
}
