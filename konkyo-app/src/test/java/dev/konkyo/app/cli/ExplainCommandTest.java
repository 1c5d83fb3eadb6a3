package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.heatmap.NpyFile;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path photo = Path.of("");

    @BeforeEach
    void drawAPhoto() {
        model = Samples.modelFile(folder, "disc", "square");
        photo = Samples.png(Samples.shape(true, new Random(3)), folder.resolve("part.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "grad-cam"})
    void theLineHasExactlyTheFieldsOfTheContract(String method) throws IOException {
        var out = folder.resolve("evidence");
        var run = Run.konkyo(
                "explain",
                model,
                photo,
                "--method",
                method,
                "--target",
                "square",
                "--output",
                out,
                "--json",
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .containsExactly("konkyo: no calibrated scale: evidence is drawn from 2 to 20 logit, the same for all"
                        + " models; konkyo calibrate MODEL DATA finds this one's");
        assertThat(run.json()).singleElement().satisfies(line -> {
            assertThat(line.propertyNames())
                    .containsExactly(
                            "image",
                            "label",
                            "score",
                            "scores",
                            "method",
                            "target",
                            "evidence",
                            "regions",
                            "milliseconds");
            assertThat(line.at("/image").asString()).isEqualTo(photo.toString());
            assertThat(line.at("/label").asString()).isIn("disc", "square");
            assertThat(line.at("/scores").propertyNames()).containsExactly("disc", "square");
            assertThat(line.at("/scores/disc").asDouble()
                            + line.at("/scores/square").asDouble())
                    .isCloseTo(1, within(1e-6));
            assertThat(line.at("/score").asDouble())
                    .isEqualTo(
                            line.at("/scores/" + line.at("/label").asString()).asDouble());
            assertThat(line.at("/method").asString()).isEqualTo(method);
            assertThat(line.at("/target").asString()).isEqualTo("square");
            assertThat(line.at("/evidence").propertyNames()).containsExactly("file", "height", "width", "unit", "max");
            assertThat(line.at("/evidence/unit").asString()).isEqualTo("logit");
            assertThat(line.at("/regions").isArray()).isTrue();
            assertThat(line.at("/milliseconds").propertyNames()).containsExactly("decode", "decide", "explain");
        });
        var line = run.json().getFirst();
        var numbers = NpyFile.read(Path.of(line.at("/evidence/file").asString()));
        assertThat(numbers.shape())
                .containsExactly(
                        line.at("/evidence/height").asInt(),
                        line.at("/evidence/width").asInt());
        float max = Float.NEGATIVE_INFINITY;
        for (float value : numbers.values()) {
            max = Math.max(max, value);
        }
        assertThat(line.at("/evidence/max").asDouble()).isCloseTo(max, within(1e-6));
        assertThat(PhotoReader.standard().read(out.resolve("part.evidence.png")).width())
                .isPositive();
    }

    @Test
    void withoutAnOutputFolderNothingIsWritten() throws IOException {
        var run = Run.konkyo("explain", model, photo, "--json", "--threads", 1);
        assertThat(run.json().getFirst().at("/evidence/file").isNull()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(model, photo);
        }
    }

    @Test
    void aFolderGivesOneLinePerPhotoAndSkipsTheRest() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 2, 1);
        BadPhotos.writeInto(data);
        Files.writeString(data.resolve("notes.txt"), "no photo");
        var out = folder.resolve("evidence");
        var run = Run.konkyo("explain", model, data, "--output", out, "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(4);
        assertThat(run.errLines()).hasSize(5);
        assertThat(run.errLines().subList(0, 4)).allMatch(line -> line.startsWith("konkyo: skipped "));
        assertThat(run.errLines().getLast()).contains("no calibrated scale");
        assertThat(out.resolve("disc/disc_000.npy")).isRegularFile();
        assertThat(out.resolve("square/square_001.evidence.png")).isRegularFile();
    }

    @Test
    void photosOfTheSameNameDoNotOverwriteEachOther() {
        var other = Samples.png(Samples.shape(false, new Random(4)), folder.resolve("other/part.png"));
        var out = folder.resolve("evidence");
        var run = Run.konkyo("explain", model, photo, other, "--output", out, "--json", "--threads", 1);
        assertThat(run.json())
                .map(line -> line.at("/evidence/file").asString())
                .containsExactly(
                        out.resolve("part.npy").toString(),
                        out.resolve("part-2.npy").toString());
    }

    @Test
    void forPeopleItIsASentence() {
        var run = Run.konkyo("explain", model, photo, "--threads", 1);
        assertThat(run.outLines())
                .singleElement()
                .asString()
                .matches(".*part\\.png: (disc|square) [01]\\.\\d{3}; .*evidence.*");
    }

    @Test
    void aLabelThatMustNotBeSeenGivesStatusThree() {
        var label = Run.konkyo("explain", model, photo, "--json", "--threads", 1)
                .json()
                .getFirst()
                .at("/label")
                .asString();
        var other = label.equals("disc") ? "square" : "disc";
        assertThat(Run.konkyo("explain", model, photo, "--fail-on", label, "--threads", 1)
                        .status())
                .isEqualTo(3);
        assertThat(Run.konkyo("explain", model, photo, "--fail-on", other, "--threads", 1)
                        .status())
                .isZero();
    }

    @Test
    void onlyBadPhotosAreAFailure() throws IOException {
        var data = folder.resolve("data");
        BadPhotos.writeInto(data);
        var run = Run.konkyo("explain", model, data, "--json", "--threads", 1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).last().isEqualTo("konkyo: none of the 4 photos could be read");
    }

    @Test
    void aPhotoSmallerThanTheNetworkIsEnlarged() {
        var tiny = Samples.png(Samples.shape(true, new Random(3)).resized(5, 3), folder.resolve("tiny.png"));
        var run = Run.konkyo("explain", model, tiny, "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void namesThatDoNotExistAreWrongUsage() {
        var method = Run.konkyo("explain", model, photo, "--method", "grad-cat");
        assertThat(method.status()).isEqualTo(2);
        assertThat(method.errLines()).last().asString().contains("'grad-cat'", "grad-cam");
        var target = Run.konkyo("explain", model, photo, "--target", "ring");
        assertThat(target.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "fc.weight", "logits", "input"})
    void aLayerWithoutPlacesIsWrongUsageAndTheNearestAreNamed(String name) {
        for (var command : List.of("explain", "evaluate")) {
            var layer = Run.konkyo(command, model, photo, "--layer", name);
            assertThat(layer.status()).isEqualTo(2);
            assertThat(layer.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("konkyo: the model has no layer '" + name
                            + "' with a height and a width to explain; near it are ")
                    .contains(" more)");
        }
    }

    @Test
    void aLayerThatWasNearlyNamedIsOffered() {
        var names = EvidenceLayers.names(Samples.model("disc", "square").graph());
        var meant = names.getLast();
        var run = Run.konkyo("explain", model, photo, "--layer", meant + "x");
        assertThat(run.errLines()).singleElement().asString().contains("near it are " + meant + ",");
        assertThat(Run.konkyo("explain", model, photo, "--layer", names.getFirst(), "--threads", 1)
                        .status())
                .isZero();
    }

    @Test
    void aFolderIsListedAsTrainingListsIt() throws IOException {
        var data = Samples.shapes(folder.resolve("data"), 1, 1);
        Samples.png(Samples.shape(true, new Random(3)), data.resolve("__MACOSX/disc/left.png"));
        Samples.png(Samples.shape(true, new Random(3)), data.resolve(".thumbnails/left.png"));
        Files.createSymbolicLink(data.resolve("disc/itself"), data);
        var run = Run.konkyo("explain", model, data, "--json", "--threads", 1);
        assertThat(run.json()).hasSize(2);
        assertThat(run.errLines())
                .filteredOn(line -> !line.contains("no calibrated scale"))
                .singleElement()
                .asString()
                .contains("skipped " + data.resolve("disc/itself"), "a link to a folder that it lies in");
    }

    @Test
    void aMissingPhotoIsAnErrorInOneLine() {
        var run = Run.konkyo("explain", model, folder.resolve("none.jpg"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("none.jpg: no such file or folder");
    }

    @Test
    void severalMethodsGiveALineEachAndASheet() {
        var out = folder.resolve("evidence");
        var run = Run.konkyo(
                "explain",
                model,
                photo,
                "--methods",
                "cam,occlusion,gradient-x-input",
                "--target",
                "disc",
                "--output",
                out,
                "--json",
                "--threads",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json())
                .map(line -> line.at("/method").asString())
                .containsExactly("cam", "occlusion", "gradient-x-input");
        assertThat(run.json()).allSatisfy(line -> {
            var method = line.at("/method").asString();
            assertThat(line.at("/evidence/file").asString()).endsWith("part." + method + ".npy");
            assertThat(out.resolve("part." + method + ".evidence.png")).exists();
        });
        assertThat(run.json().get(1).at("/evidence/unit").asString()).isEqualTo("probability");
        var sheet = PhotoReader.standard().read(out.resolve("part.methods.png"));
        assertThat(sheet.width()).isGreaterThan(4 * 200).isLessThan(5 * 230);
    }

    @Test
    void methodsThatCannotExplainAModelAreLeftOutOfAll() {
        var all = Run.konkyo("explain", model, photo, "--like", photo, "--methods", "all", "--threads", 1);
        assertThat(all.status()).as(all.err()).isZero();
        assertThat(all.errLines()).singleElement().asString().contains("left out cam: CAM needs scores that are sums");
        assertThat(all.outLines()).hasSizeGreaterThan(20).first().asString().startsWith("grad-cam: ");

        var asked = Run.konkyo("explain", model, photo, "--like", photo, "--methods", "cam,grad-cam", "--threads", 1);
        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.errLines()).singleElement().asString().contains("CAM needs scores");
    }

    /** What a file's own nodes find speaks of its highest score, so there it is one of all, and of no other question. */
    @Test
    void allAreThoseOfTheListThatTheModelAndTheQuestionAllow() {
        var small = folder.resolve("small.onnx");
        ModelFile.write(Samples.stepless("disc", "square"), small);
        var evident = folder.resolve("evident.onnx");
        var exported = Run.konkyo("export", small, "--evidence", "--output", evident, "--threads", 1);
        assertThat(exported.status()).as(exported.err()).isZero();
        var listed = EvidenceMethods.all().stream().map(MethodEntry::name).toList();
        var without =
                listed.stream().filter(name -> !name.equals("faster-grad-cam")).toList();
        assertThat(without).hasSize(listed.size() - 1);

        assertThat(all(small)).isEqualTo(without);
        assertThat(all(evident)).isEqualTo(listed);
        assertThat(all(evident, "--target", "disc")).isEqualTo(without);
        assertThat(all(evident, "--target", "disc", "--against", "square")).isEqualTo(without);
    }

    /** The methods that explained the photo; none is said to be left out. */
    private List<String> all(Path file, Object... question) {
        var run = Run.of(List.of("explain", file, photo, "--methods", "all", "--json", "--threads", 1), question);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines()).noneMatch(line -> line.contains("left out"));
        return run.json().stream().map(line -> line.at("/method").asString()).toList();
    }

    @Test
    void aContrastNamesBothLabels() {
        var run = Run.konkyo(
                "explain", model, photo, "--target", "disc", "--against", "square", "--method", "hires-cam", "--json");
        assertThat(run.json().getFirst().at("/target").asString()).isEqualTo("disc rather than square");
        var difference = run.json().getFirst().at("/evidence/max").asDouble();
        var other = Run.konkyo(
                "explain", model, photo, "--target", "square", "--against", "disc", "--method", "hires-cam", "--json");
        assertThat(other.json().getFirst().at("/evidence/max").asDouble()).isNotEqualTo(difference);
    }

    @Test
    void aPhotoCanBeAskedForItsLikenessToAnother() {
        var run = Run.konkyo("explain", model, photo, "--like", photo, "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        var line = run.json().getFirst();
        assertThat(line.at("/target").asString()).isEqualTo("like part.png");
        assertThat(line.at("/scores").propertyNames()).containsExactly("unlike part.png", "like part.png");
        assertThat(line.at("/method").asString()).isEqualTo("grad-cam");
    }

    @Test
    void aSmoothedMapIsAnotherOne() {
        var plain = Run.konkyo("explain", model, photo, "--method", "hires-cam", "--target", "disc", "--json");
        var smooth =
                Run.konkyo("explain", model, photo, "--method", "hires-cam", "--target", "disc", "--json", "--smooth");
        assertThat(smooth.json().getFirst().at("/evidence/max").asDouble())
                .isFinite()
                .isNotEqualTo(plain.json().getFirst().at("/evidence/max").asDouble());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--methods cam,nothing|no method is called 'nothing'",
                "--methods cam --method cam|--method and --methods were both given",
                "--against square|--against square needs --target",
                "--target disc --against disc|names the same label",
                "--target disc --like x.png|choose one"
            })
    void questionsThatMakeNoSenseAreWrongUsage(String both) {
        var parts = both.split("\\|", -1);
        var arguments = new ArrayList<Object>(List.of("explain", model, photo));
        arguments.addAll(List.of(parts[0].split(" ", -1)));
        var run = Run.konkyo(arguments.toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).first().asString().contains(parts[1]);
    }
}
