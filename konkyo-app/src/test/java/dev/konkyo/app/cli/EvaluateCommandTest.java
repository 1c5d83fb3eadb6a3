package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    @Test
    void theObjectHasExactlyTheFieldsOfTheContract() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 4, 1);
        BadPhotos.writeInto(data.resolve("disc"));
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data, "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).singleElement().satisfies(line -> {
            assertThat(line.propertyNames()).containsExactlyElementsOf(Run.fieldsOfEvaluate());
            assertThat(line.at("/images").asInt()).isEqualTo(8);
            assertThat(line.at("/labels").toString()).isEqualTo("[\"disc\",\"square\"]");
            assertThat(line.at("/perClass").propertyNames()).containsExactly("disc", "square");
            assertThat(line.at("/perClass/disc").propertyNames()).containsExactly("precision", "recall", "support");
            assertThat(line.at("/perClass/disc/support").asInt()).isEqualTo(4);
            int right = line.at("/confusion/0/0").asInt()
                    + line.at("/confusion/1/1").asInt();
            assertThat(line.at("/accuracy").asDouble()).isEqualTo(right / 8.0);
            assertThat(line.at("/auroc").asDouble()).isBetween(0.0, 1.0);
            assertThat(line.at("/confusion/0/0").asInt()
                            + line.at("/confusion/0/1").asInt())
                    .isEqualTo(4);
            assertThat(line.at("/skipped")).hasSize(4).allSatisfy(skipped -> {
                assertThat(skipped.propertyNames()).containsExactly("image", "reason");
                assertThat(BadPhotos.NAMES)
                        .contains(Path.of(skipped.at("/image").asString())
                                .getFileName()
                                .toString());
                assertThat(skipped.at("/reason").asString()).isNotEmpty();
            });
        });
    }

    @Test
    void masksBringThePointingGame() throws IOException {
        // The MVTec layout; a mask of the whole photo is hit wherever there is evidence at all.
        var data = folder.resolve("data");
        Samples.shapes(data.resolve("test"), 3, 2);
        for (int i = 0; i < 3; i++) {
            var mask = data.resolve("ground_truth/disc/disc_%03d_mask.png".formatted(i));
            Files.createDirectories(mask.getParent());
            boolean[] all = new boolean[Samples.SIDE * Samples.SIDE];
            Arrays.fill(all, true);
            PhotoWriter.writePng(new Mask(Samples.SIDE, Samples.SIDE, all), mask);
        }
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data, "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        var line = run.json().getFirst();
        boolean anyDiscRight = line.at("/confusion/0/0").asInt() > 0;
        assertThat(line.has("pointingGame")).isEqualTo(anyDiscRight);
        if (anyDiscRight) {
            assertThat(line.at("/pointingGame").asDouble()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void theOutputFolderHoldsPageNumbersAndChart() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 3, 1);
        var out = folder.resolve("report");
        var run = Run.konkyo(
                "evaluate",
                Samples.modelFile(folder, "disc", "square"),
                data,
                "--output",
                out,
                "--json",
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new JsonMapper().readTree(Files.readString(out.resolve("evaluation.json"))))
                .isEqualTo(run.json().getFirst());
        assertThat(out.resolve("index.html"))
                .content()
                .contains("<!doctype html>", "<h2>Confusion</h2>", "evidence for")
                .doesNotContain("http://", "https://");
        assertThat(Files.readAllBytes(out.resolve("confusion.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void forPeopleItIsATable() {
        var data = Samples.shapes(folder.resolve("data"), 3, 1);
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data, "--threads", 1);
        assertThat(run.outLines().getFirst()).matches("accuracy [01]\\.\\d{4} on 6 photos");
        assertThat(run.outLines().get(1))
                .matches("area under the ROC curve [01]\\.\\d{4}: the chance that a photo of square is ranked above a"
                        + " photo of disc");
        assertThat(run.out()).contains("class", "precision", "recall", "photos", "shown \\ said");
    }

    @Test
    void aLabelThatMustNotBeSeenGivesStatusThree() {
        var data = Samples.shapes(folder.resolve("data"), 3, 1);
        var model = Samples.modelFile(folder, "disc", "square");
        var plain = Run.konkyo("evaluate", model, data, "--json", "--threads", 1)
                .json()
                .getFirst();
        int discs =
                plain.at("/confusion/0/0").asInt() + plain.at("/confusion/1/0").asInt();
        int squares =
                plain.at("/confusion/0/1").asInt() + plain.at("/confusion/1/1").asInt();
        assertThat(Run.konkyo("evaluate", model, data, "--fail-on", "disc", "--threads", 1)
                        .status())
                .isEqualTo(discs > 0 ? 3 : 0);
        assertThat(Run.konkyo("evaluate", model, data, "--fail-on", "square", "--threads", 1)
                        .status())
                .isEqualTo(squares > 0 ? 3 : 0);
        var unknown = Run.konkyo("evaluate", model, data, "--fail-on", "triangle");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.errLines())
                .last()
                .asString()
                .startsWith("konkyo: the model has no label 'triangle'; it has disc, square");
    }

    @Test
    void classesThatTheModelDoesNotKnowAreSkipped() {
        var data = Samples.shapes(folder.resolve("data"), 3, 1);
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "ring"), data, "--json", "--threads", 1);
        assertThat(run.json().getFirst().at("/images").asInt()).isEqualTo(3);
        assertThat(run.json().getFirst().has("auroc"))
                .as("photos of one class alone")
                .isFalse();
        assertThat(run.json().getFirst().at("/skipped/0/reason").asString()).contains("'square' is unknown");
        var none = Run.konkyo("evaluate", Samples.modelFile(folder, "a", "b"), data, "--json");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.errLines()).last().asString().contains("no photo of a class that the model knows");
    }

    @Test
    void thePartThatIsJudgedIsNamedAndKnownPhotosAreTold() {
        var data = folder.resolve("data");
        Samples.shapes(data.resolve("train"), 3, 1);
        Samples.shapes(data.resolve("val"), 2, 2);
        var read = DatasetReader.standard().read(data);
        var model = trainedOn(read);

        var validation = Run.konkyo("evaluate", model, data, "--json");
        assertThat(validation.errLines())
                .anyMatch(line ->
                        line.equals("konkyo: only the validation part is judged: 4 of the 10 photos in " + data))
                .anyMatch(line -> line.contains("chose its best epoch by these validation photos"));

        Samples.shapes(data.resolve("test"), 1, 3);
        var test = Run.konkyo("evaluate", model, data, "--json");
        assertThat(test.errLines())
                .anyMatch(line -> line.equals("konkyo: only the test part is judged: 2 of the 12 photos in " + data))
                .noneMatch(line -> line.contains("trained on") || line.contains("chose its best epoch"));

        // As a training does that pools the parts, because one of them shows a single class.
        var pooled = Run.konkyo("evaluate", trainedOn(DatasetReader.standard().read(data)), data, "--json");
        assertThat(pooled.errLines()).anyMatch(line -> line.contains("the model was trained on this folder"));
    }

    /** A model whose card names these photos. */
    private Path trainedOn(Dataset data) {
        var plain = Samples.model("disc", "square");
        var card = plain.card().withProvenance(Map.of("dataHash", DatasetHash.of(data), "trainingPhotos", "6"));
        var file = folder.resolve("trained.onnx");
        ModelFile.write(new Model(plain.graph(), plain.weights(), card), file);
        return file;
    }

    @Test
    void theFirstUnreadablePhotoIsNamed() throws IOException {
        var data = folder.resolve("data");
        Files.createDirectories(data.resolve("disc"));
        Files.writeString(data.resolve("notes.txt"), "no photo");
        Files.write(data.resolve("disc/a.png"), new byte[0]);
        Files.writeString(data.resolve("disc/b.png"), "text");
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("none of the 2 photos", "the first: " + data.resolve("disc/a.png") + ": empty file");
    }

    @Test
    void aMaskOfAnotherProportionIsSkippedAndTheReasonTold() throws IOException {
        var data = folder.resolve("data");
        Samples.shapes(data.resolve("test"), 2, 2);
        var masks = Files.createDirectories(data.resolve("ground_truth/disc"));
        var marked = new boolean[24 * 24];
        marked[100] = true;
        PhotoWriter.writePng(new Mask(24, 24, marked), masks.resolve("disc_000_mask.png"));
        PhotoWriter.writePng(Mask.empty(24, 48), masks.resolve("disc_001_mask.png"));
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data, "--json", "--threads", 1);
        var line = run.json().getFirst();
        assertThat(line.at("/images").asInt()).isEqualTo(4);
        assertThat(line.at("/skipped")).singleElement().satisfies(skipped -> {
            assertThat(skipped.at("/image").asString()).endsWith("disc_001_mask.png");
            assertThat(skipped.at("/reason").asString())
                    .isEqualTo(
                            "a mask of 48 x 24 pixels does not fit its photo of 48 x 48; expected the same proportion"
                                    + " of width to height");
        });
    }

    @Test
    void anEmptyFolderIsAnErrorInOneLine() throws IOException {
        var run = Run.konkyo(
                "evaluate", Samples.modelFile(folder, "a", "b"), Files.createDirectories(folder.resolve("data")));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("holds no photo with a label");
    }

    @Test
    void theFirstUnreadablePhotoIsNamedWhateverElseLiesThere() throws IOException {
        var data = folder.resolve("data");
        for (var label : List.of("disc", "square")) {
            Files.createDirectories(data.resolve(label));
            Files.writeString(data.resolve(label, "broken.txt"), "not a photo");
            Files.writeString(data.resolve(label, "broken.png"), "not a photo either");
        }
        var run = Run.konkyo("evaluate", Samples.modelFile(folder, "disc", "square"), data, "--threads", 1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("none of the 2 photos in " + data + " could be read; the first: "
                        + data.resolve("disc/broken.png"))
                .doesNotContain("Exception");
    }
}
