package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Fit;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Run train(Path data, Object... more) {
        return Run.of(
                List.of(
                        "train",
                        data,
                        "--output",
                        folder.resolve("run"),
                        "--network",
                        Samples.NETWORK,
                        "--image-size=48",
                        "--epochs=2",
                        "--batch=8",
                        "--threads=1"),
                more);
    }

    @Test
    void aFolderOfPhotosBecomesARunFolder() throws IOException {
        var run = train(Samples.shapes(folder.resolve("data"), 10, 1));
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .anyMatch(line -> line.startsWith("konkyo: network mobilenet_v1_0.25 at 48 x 48: "))
                .anyMatch(line -> line.contains("training on 16 photos: disc 8 (50 %), square 8 (50 %)"))
                .anyMatch(line -> line.startsWith("konkyo: epoch 1: loss "))
                .anyMatch(line -> line.startsWith("konkyo: epoch 2: loss "))
                .anyMatch(line ->
                        line.matches("konkyo: best epoch [12] of 2, validation accuracy [01]\\.\\d+: .*model.onnx"));
        var left = folder.resolve("run");
        assertThat(left.resolve("model.onnx")).isRegularFile();
        assertThat(left.resolve("plan.json")).isRegularFile();
        assertThat(left.resolve("last")).isDirectory();
        assertThat(Files.readAllLines(left.resolve("metrics.csv"))).hasSize(3);
        assertThat(left.resolve("report.html"))
                .content()
                .contains(
                        "<!doctype html>",
                        "<h2>Confusion</h2>",
                        "<h2>Epochs</h2>",
                        "<svg ",
                        "data:image/jpeg",
                        "dataHash");
        assertThat(ModelFile.read(left.resolve("model.onnx")).model().card().labels())
                .containsExactly("disc", "square");
    }

    @Test
    void aRunIsResumedAndNotOverwritten() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        assertThat(train(data).status()).isZero();
        var again = train(data);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.errLines()).last().asString().contains("already holds a run", "--resume");
        assertThat(train(data, "--resume").status()).isZero();
        assertThat(Files.readAllLines(folder.resolve("run/metrics.csv"))).hasSize(3);
    }

    @Test
    void aDryRunPrintsThePlanAndDoesNothing() {
        var run = train(Samples.shapes(folder.resolve("data"), 10, 1), "--dry-run");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines().get(0))
                .matches("# network .* at 48 x 48: \\d\\.\\d\\d M parameters, .* multiply-adds a photo");
        assertThat(run.outLines().get(1)).startsWith("# training on 16 photos: disc 8");
        assertThat(run.outLines().get(2)).startsWith("# validation on 4 photos: disc 2");
        assertThat(run.outLines()).contains("course:", "  epochs: 2", "  batch: 8");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aPreviewShowsWhatTrainingWillSeeAndPlanHoldsTheChoice() {
        var data = Samples.shapes(folder.resolve("data"), 6, 1);
        var sheet = folder.resolve("sheet.png");
        var run = Run.konkyo(
                "train",
                data,
                "--network",
                Samples.NETWORK,
                "--image-size",
                48,
                "--preview",
                sheet,
                "--augment",
                "light,mixup=1,elastic@1,flip@0");
        assertThat(run.status()).as(run.err()).isZero();
        // Six rows of a photo and seven varied pictures, each at least 112 pixels wide.
        var picture = PhotoReader.standard().read(sheet);
        assertThat(picture.width()).isGreaterThan(8 * 112);
        assertThat(picture.height()).isGreaterThan(6 * 112);
        assertThat(run.out()).as("nothing else is done").isEmpty();
    }

    @Test
    void aDryRunWritesNoPreview() {
        var data = Samples.shapes(folder.resolve("data"), 6, 1);
        var sheet = folder.resolve("sheet.png");
        var run = train(data, "--preview", sheet, "--dry-run", "--augment", "light,mixup=1,elastic@1,flip@0");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("nothing is written in a dry run");
        assertThat(sheet).doesNotExist();
        assertThat(run.out()).contains("kind: MixUp", "kind: Elastic").doesNotContain("HorizontalFlip");
        var json = train(data, "--dry-run", "--json").json();
        assertThat(json)
                .singleElement()
                .satisfies(plan -> assertThat(plan.at("/course/epochs").asInt()).isEqualTo(2));
    }

    @Test
    void aProgramIsToldTheModelInOneLine() {
        var run = train(Samples.shapes(folder.resolve("data"), 10, 1), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        var line = run.json().getFirst();
        assertThat(run.json()).hasSize(1);
        assertThat(line.propertyNames()).containsExactly("model", "epochs", "best", "stopped", "skipped");
        assertThat(line.at("/model").asString()).endsWith("model.onnx");
        assertThat(line.at("/best/validationAccuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(line.at("/stopped").asBoolean()).isFalse();
    }

    @Test
    void mixedPhotosAreLearntFrom() throws IOException {
        var run = train(Samples.shapes(folder.resolve("data"), 10, 1), "--augment", "light,mixup=0.4,cutmix@1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("run/plan.json"))).contains("\"alpha\" : 0.4", "CutMix");
    }

    @Test
    void anUnknownAugmentationIsWrongUsageAndListsTheNames() {
        var run = train(Samples.shapes(folder.resolve("data"), 4, 1), "--augment", "light,mixupp");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("--augment: no augmentation is called 'mixupp'; there are none, light, strong, flip,");
    }

    @Test
    void damagedPhotosAreListedAndLeftOut() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        BadPhotos.writeInto(data.resolve("disc"));
        var run = train(data);
        assertThat(run.status()).as(run.err()).isZero();
        for (var name : BadPhotos.NAMES) {
            assertThat(run.errLines()).anyMatch(line -> line.startsWith("konkyo: skipped ") && line.contains(name));
        }
        assertThat(run.errLines()).anyMatch(line -> line.contains("training on 16 photos"));

        // The model knows these photos again, the damaged ones among them.
        var page = folder.resolve("page");
        var judged = Run.konkyo("evaluate", folder.resolve("run/model.onnx"), data, "--output", page, "--json");
        assertThat(judged.errLines())
                .filteredOn(line -> line.startsWith("konkyo: the model has learnt from 16 of these 24 photos"))
                .hasSize(1);
        assertThat(page.resolve("index.html")).content().contains("the model has learnt from 16 of these 24 photos");
        assertThat(judged.json().getFirst().propertyNames()).containsExactlyElementsOf(Run.fieldsOfEvaluate());
        var others = Samples.shapes(folder.resolve("others"), 2, 9);
        assertThat(Run.konkyo("evaluate", folder.resolve("run/model.onnx"), others, "--json")
                        .err())
                .doesNotContain("was trained on");
    }

    @Test
    void anEmptyFolderIsAnErrorInOneLine() throws IOException {
        var run = train(Files.createDirectories(folder.resolve("data")));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("holds no photo with a label", "an empty folder");
    }

    @Test
    void aMissingFolderIsAnErrorInOneLine() {
        var run = train(folder.resolve("none"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("none: no such folder");
    }

    @Test
    void oneClassOnlyIsAnErrorInOneLine() {
        for (int i = 0; i < 3; i++) {
            Samples.png(Image.filled(48, 48, i, i, i), folder.resolve("data/ok/" + i + ".png"));
        }
        var run = train(folder.resolve("data"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("too few classes", "only 'ok' with 3 photos");
    }

    @Test
    void aClassWithOnePhotoIsTrainedOnWithAWarning() {
        var data = Samples.shapes(folder.resolve("data"), 8, 1);
        Samples.png(Image.filled(48, 48, 0, 0, 255), data.resolve("blue/only.png"));
        var run = train(data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines()).anyMatch(line -> line.contains("class 'blue' has a single photo"));
    }

    @Test
    void photosTooSmallForTheNetworkAreAnErrorInOneLine() {
        var data = Samples.shapes(folder.resolve("data"), 4, 1);
        var run = Run.konkyo(
                "train", data, "--output", folder.resolve("run"), "--network", "squeezenet1_0", "--image-size", 8);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("photos of 8 x 8", "smaller than the network needs")
                .doesNotContain("Exception");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void anUnknownNetworkIsWrongUsageAndNamesTheNearest() {
        var run = Run.konkyo(
                "train",
                Samples.shapes(folder.resolve("data"), 4, 1),
                "--output",
                folder.resolve("run"),
                "--network",
                "resnet5");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).last().asString().contains("'resnet5'", "did you mean 'resnet50'");
    }

    @Test
    void anOutputMustBeNamed() {
        var run = Run.konkyo("train", folder);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("--output RUN is missing");
    }

    @Test
    void settingsOutOfRangeAreWrongUsage() {
        var data = Samples.shapes(folder.resolve("data"), 4, 1);
        assertThat(train(data, "--validation", "1.5").status()).isEqualTo(2);
        assertThat(train(data, "--head", "softest").status()).isEqualTo(2);
        assertThat(train(data, "--augment", "a lot").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--threads,0", "--image-size,0", "--batch,0", "--epochs,0", "--freeze,-1", "--image-size,-3"})
    void numbersThatNoTrainingCanHaveAreWrongUsageBeforeAnyPhotoIsRead(String option, int value) {
        var run = Run.konkyo("train", folder.resolve("none"), "--output", folder.resolve("run"), option, value);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .matches("konkyo: " + option + " must be at least [01], got " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "--clip,-1",
        "--average,1",
        "--rate,0",
        "--backbone-rate,0",
        "--backbone-rate,2",
        "--stage-decay,0.5",
        "--validation,1"
    })
    void numbersOutOfRangeNameTheirOptionBeforeAnyPhotoIsRead(String option, String value) {
        var run = Run.konkyo("train", folder.resolve("none"), "--output", folder.resolve("run"), option, value);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("konkyo: " + option + " must lie in ")
                .contains(", got " + value);
    }

    @Test
    void aModelWithoutACardIsPreparedAsItsGraphAndTheUserSay() {
        var data = Samples.shapes(folder.resolve("data"), 8, 1);
        var own = Samples.foreignFile(folder, 7);
        var run = Run.konkyo(
                "train",
                data,
                "--output",
                folder.resolve("run"),
                "--from",
                own,
                "--preprocessing",
                "tensorflow",
                "--epochs",
                1,
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains(
                        "has no model card: photos are brought to 48 x 48 and prepared as 'tensorflow' says"));
        var preprocessing =
                ModelFile.read(folder.resolve("run/model.onnx")).model().card().preprocessing();
        assertThat(preprocessing).isEqualTo(Preprocessing.tensorflow(48, 48).with(new Fit.Stretch()));
        var again = Run.konkyo(
                "train",
                data,
                "--output",
                folder.resolve("again"),
                "--from",
                folder.resolve("run/model.onnx"),
                "--preprocessing",
                "unit");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.errLines()).last().asString().contains("the card of", "leave out --preprocessing");
    }

    @Test
    void trainingGoesOnFromAModelOfTheUsersOwn() {
        var own = Samples.foreignFile(folder, 7);
        var run = Run.konkyo(
                "train",
                Samples.shapes(folder.resolve("data"), 8, 1),
                "--output",
                folder.resolve("run"),
                "--from",
                own,
                "--preprocessing",
                "unit",
                "--epochs",
                1,
                "--image-size",
                48,
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(ModelFile.read(folder.resolve("run/model.onnx"))
                        .model()
                        .card()
                        .labels())
                .hasSize(2);
    }
}
