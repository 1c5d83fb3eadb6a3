package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings of {@code konkyo train}, from the command line to what a run leaves. */
class TrainSettingsTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void draw() {
        data = Samples.shapes(folder.resolve("data"), 8, 1);
    }

    private Run train(Object... more) {
        var run = folder.resolve("run");
        return Run.of(
                List.of("train", data, "--network", Samples.NETWORK, "--image-size=48", "--output", run, "--threads=1"),
                more);
    }

    private JsonNode plan(String run) throws IOException {
        return new JsonMapper()
                .readTree(Files.readAllBytes(folder.resolve(run, "plan.json")))
                .path("plan");
    }

    @Test
    void optionsGoBeforeTheFileAndTheFileBeforeTheDefaults() throws IOException {
        var file = Files.writeString(folder.resolve("plan.yaml"), "course: {epochs: 3, batch: 4}\nseed: 9\n");
        var run = train("--plan", file, "--epochs", 1, "--loss", "focal", "--balance", "effective", "--clip", 1);
        assertThat(run.status()).as(run.err()).isZero();
        var plan = plan("run");
        assertThat(plan.path("course").path("epochs").asInt()).isEqualTo(1);
        assertThat(plan.path("course").path("batch").asInt()).isEqualTo(4);
        assertThat(plan.path("seed").asInt()).isEqualTo(9);
        assertThat(plan.path("objective").path("kind").asString()).isEqualTo("Focal");
        assertThat(plan.path("objective").path("weighting").path("kind").asString())
                .isEqualTo("EffectiveNumber");
        assertThat(plan.path("presentation").path("sampler").path("kind").asString())
                .isEqualTo("Shuffled");
        assertThat(plan.path("optimization").path("rate").asDouble()).isEqualTo(2e-3);
    }

    @Test
    void smallClassesAreMadeUpForOnce() throws IOException {
        var file = Files.writeString(folder.resolve("plan.yaml"), """
                objective: {weighting: {kind: InverseFrequency}}
                presentation: {sampler: {kind: ClassBalanced}}
                """);
        var run = train("--dry-run", "--plan", file);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("made up for twice", "ClassBalanced", "InverseFrequency", "--balance");
        var remedy = train("--dry-run", "--plan", file, "--balance", "sampling");
        assertThat(remedy.status()).as(remedy.err()).isZero();
        assertThat(remedy.outLines()).contains("    kind: ClassBalanced", "    kind: Even");
    }

    @Test
    void aDryRunPrintsAPlanThatCanBeGivenBack() throws IOException {
        var dry = train("--dry-run", "--validation", "6:4", "--average", 0.99, "--patience", 4);
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.outLines().get(1)).startsWith("# training on 10 photos: disc 5");
        var file = Files.writeString(folder.resolve("plan.yaml"), dry.out());
        var again = train("--dry-run", "--plan", file);
        assertThat(again.out()).isEqualTo(dry.out());
        assertThat(dry.outLines()).contains("  validation: 0.4", "  averaging: 0.99", "  patience: 4");
    }

    @Test
    void anUnknownSettingIsWrongUsage() throws IOException {
        var file = Files.writeString(folder.resolve("plan.yaml"), "course: {epochz: 3}\n");
        var run = train("--plan", file);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("'course.epochz'; did you mean 'course.epochs'?");
        assertThat(train("--plan", folder.resolve("none.yaml")).status()).isEqualTo(2);
        assertThat(train("--validation", "6:4:1").status()).isEqualTo(2);
        assertThat(train("--folds", 1).status()).isEqualTo(2);
        assertThat(train("--folds", 3, "--validation", 0.4).errLines())
                .containsExactly(
                        "konkyo: --folds 3 divides the photos itself: 1/3 of them are held back at a time; leave --validation out");
        assertThat(train("--head", "arcface", "--threshold", 2).err())
                .contains("a threshold lies in [-1, 1]")
                .doesNotContain("Exception");
        assertThat(train("--average", 1).status()).isEqualTo(2);
    }

    @Test
    void aRunIsResumedWithItsOwnPlanAndRefusesAnother() {
        assertThat(train("--epochs", 1, "--batch", 4, "--rate", 0.001).status()).isZero();
        assertThat(train("--resume").status()).isZero();
        var other = train("--resume", "--rate", 0.5);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errLines())
                .last()
                .asString()
                .contains("cannot resume with other settings: plan.optimization.rate was 0.001, now 0.5");
    }

    @Test
    void boxesOfAPhotoAreNoSkippedFile() throws IOException {
        Files.writeString(data.resolve("disc/disc_000.txt"), "0 0.5 0.5 0.25 0.25\n");
        Files.writeString(data.resolve("disc/notes.txt"), "taken on a Monday");

        assertThat(train("--dry-run").err()).contains("skipped ", "notes.txt").doesNotContain("disc_000.txt");
    }

    @Test
    void aRunIsNotResumedOnOtherPhotos() throws IOException {
        assertThat(train("--epochs", 1, "--batch", 4).status()).isZero();
        try (var photos = Files.list(data.resolve("disc"))) {
            Files.delete(photos.sorted().findFirst().orElseThrow());
        }

        var other = train("--resume");

        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errLines())
                .last()
                .asString()
                .containsPattern(
                        "cannot resume with other photos: (training|validation) disc had \\d+, now \\d+; bring");
    }

    @Test
    void foldsLeaveATableAndAModelOfAllPhotos() throws IOException {
        var run = train("--folds", 2, "--epochs", 2, "--batch", 4);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .contains("konkyo: fold 1 of 2", "konkyo: fold 2 of 2", "konkyo: all photos")
                .anyMatch(line -> line.matches("konkyo: fold +epochs +best epoch +loss +accuracy"))
                .anyMatch(line -> line.matches("konkyo: accuracy of 2 folds: \\d\\.\\d{4} ± \\d\\.\\d{4} .*"))
                .anyMatch(line -> line.matches("konkyo: trained on all photos for [12] epochs?: .*model.onnx"));
        assertThat(folder.resolve("run/fold-1/model.onnx")).isRegularFile();
        assertThatTheReportShowsEveryPhotoJudgedOnce();
        assertThat(folder.resolve("run/report.html"))
                .content()
                .contains("<h2>How far the evidence can be trusted</h2>")
                .contains("The evidence of the first fold's model was tested");
        assertThat(Files.readAllLines(folder.resolve("run/folds.csv"))).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("run/hard-examples.jsonl")))
                .hasSize(16);
        assertThat(ModelFile.read(folder.resolve("run/model.onnx"))
                        .model()
                        .card()
                        .provenance())
                .containsEntry("trainingPhotos", "16");
        var again = train("--resume");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.errLines())
                .filteredOn(line -> line.contains("is finished"))
                .hasSize(3);
    }

    @Test
    void aReportWithoutHeldOutPhotosSaysWhyItsEvidenceWasNotTestedAndWhatTestsIt() {
        var run = train("--validation", 0, "--epochs", 1, "--batch", 4);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("run/report.html"))
                .content()
                .contains("<h2>How far the evidence can be trusted</h2>")
                .contains(
                        "Not measured: no photos were held back, or the training was ended early; konkyo faithfulness model.onnx DATA measures it");
    }

    private void assertThatTheReportShowsEveryPhotoJudgedOnce() throws IOException {
        var report = Files.readString(folder.resolve("run/report.html"));
        assertThat(report)
                .contains("<h2>Folds</h2>", "standard deviation", "<h2>Confusion</h2>", "<h2>Classes</h2>")
                .contains("<h2>Calibration</h2>", "<li>Photos<b>16</b>", "data:image/jpeg");
        var folds = Files.readAllLines(folder.resolve("run/folds.csv"));
        double mean = folds.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[4]))
                .average()
                .orElseThrow();
        // Folds of the same size: the mean of their accuracies is that of all photos.
        assertThat(report).contains("<li>Accuracy<b>%.3f</b>".formatted(mean));
    }

    @Test
    void aRateIsFoundAndNothingElseIsDone() throws IOException {
        var run = train("--find-rate", "--batch", 4);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines())
                .singleElement()
                .asString()
                .matches(
                        "the loss falls fastest at --rate \\S+; it is lowest at \\S+, from where on rates are too high");
        try (var files = Files.list(folder.resolve("run"))) {
            assertThat(files).containsExactly(folder.resolve("run/rates.png"));
        }
        assertThat(train("--epochs", 1).status()).isZero();
    }

    @Test
    void aRunLeavesEventsForTensorBoard() throws IOException {
        assertThat(train("--epochs", 1).status()).isZero();
        try (var files = Files.list(folder.resolve("run"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .anyMatch(name -> name.matches("events\\.out\\.tfevents\\.\\d+\\.konkyo"));
        }
    }

    @Test
    void copiesOfAPhotoAreReportedAndStayTogether() throws IOException {
        Files.copy(data.resolve("disc/disc_000.png"), data.resolve("disc/again.png"));
        var run = train("--dry-run");
        assertThat(run.status()).isZero();
        assertThat(run.errLines())
                .contains("konkyo: 1 photo is there several times (disc/again.png = disc/disc_000.png):"
                        + " copies stay in one part");
    }

    @Test
    void aClassThatIsOnlyValidatedIsAnErrorInOneLine() throws IOException {
        var parts = folder.resolve("parts");
        for (var name : List.of("disc", "square")) {
            Files.createDirectories(parts.resolve("train", name));
            Files.copy(data.resolve(name, name + "_000.png"), parts.resolve("train", name, "a.png"));
        }
        Files.createDirectories(parts.resolve("val/blob"));
        Files.copy(data.resolve("disc/disc_001.png"), parts.resolve("val/blob/b.png"));
        var run = Run.konkyo("train", parts, "--output", folder.resolve("run"), "--network", Samples.NETWORK);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("class 'blob' has 1 photo in the validation part and none to train on");
    }

    @Test
    void foldsFindThresholdsSoNobodyIsToldOtherwise() {
        var run = train("--head", "arcface", "--embedding", 8, "--folds", 2, "--epochs", 1, "--batch", 4);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("no photos are held back to find thresholds on");
        var thresholds = Objects.requireNonNull(
                ModelFile.read(folder.resolve("run/model.onnx")).model().card().thresholds());
        assertThat(thresholds.rule()).endsWith("mean of the folds");
    }

    @Test
    void dropoutThatWouldNotHappenIsRefused() {
        for (var classifier : List.of("own", "linear")) {
            var run = train("--classifier", classifier, "--dropout", 0.3, "--dry-run");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.errLines())
                    .last()
                    .asString()
                    .contains("--dropout belongs to --classifier dropout-linear", "got --classifier " + classifier);
        }
        assertThat(train("--head", "arcface", "--dropout", 0.3, "--dry-run").status())
                .isEqualTo(2);
        for (var share : List.of("-0.1", "1", "NaN")) {
            var run = train("--classifier", "dropout-linear", "--dropout=" + share, "--dry-run");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.errLines()).last().asString().contains("--dropout must lie in [0, 1), got");
        }
        assertThat(train("--classifier", "dropout-linear", "--dropout", 0, "--dry-run")
                        .status())
                .isZero();
    }
}
