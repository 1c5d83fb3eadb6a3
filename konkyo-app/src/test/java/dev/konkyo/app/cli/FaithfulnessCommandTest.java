package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that sees discs where green is bright and squares where red is brighter than green: its CAM is the object. */
class FaithfulnessCommandTest {
    private static final int SIDE = Samples.SIDE;

    @TempDir
    Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void drawPhotosAndMasks() throws IOException {
        model = seeing();
        data = folder.resolve("data");
        Samples.shapes(data.resolve("test"), 6, 2);
        for (int i = 0; i < 6; i++) {
            mask("disc_%03d".formatted(i), 255);
        }
    }

    private Path seeing() {
        var net = new GraphBuilder("seeing");
        var x = net.images("input", 3, SIDE, SIDE);
        var maps = net.relu(net.conv("features", x, Convolution.of(2, 1)));
        var logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), 2);
        var weights = Weights.of(Map.of(
                "features.weight",
                TensorData.ofFloats(Shape.of(2, 3, 1, 1), 0, 1, 0, 1, -1, 0),
                "features.bias",
                TensorData.ofFloats(Shape.of(2), -0.5f, -0.25f),
                "fc.weight",
                TensorData.ofFloats(Shape.of(2, 2), 80, -80, -160, 160),
                "fc.bias",
                TensorData.ofFloats(Shape.of(2), 0.2f, 0)));
        var file = folder.resolve("seeing.onnx");
        var card = ModelCard.of("seeing", List.of("disc", "square"), Preprocessing.stretched(SIDE, SIDE));
        ModelFile.write(new Model(net.build(logits), weights, card), file);
        return file;
    }

    /** Marks what is brighter than half in a photo, at this brightness. */
    private void mask(String stem, int brightness) throws IOException {
        var photo = PhotoReader.standard().read(data.resolve("test/disc/" + stem + ".png"));
        byte[] rgb = new byte[photo.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            int green = Byte.toUnsignedInt(photo.rgb()[i - i % 3 + 1]);
            rgb[i] = (byte) (green > 128 ? brightness : 0);
        }
        var file = data.resolve("ground_truth/disc/" + stem + "_mask.png");
        Files.createDirectories(file.getParent());
        PhotoWriter.writePng(new Image(SIDE, SIDE, rgb), file);
    }

    /** Keeps the discs as YOLO's boxes in place of masks, each moved by a share of the photo's width. */
    private void boxes(double moved) throws IOException {
        for (int i = 0; i < 6; i++) {
            var file = data.resolve("ground_truth/disc/disc_%03d_mask.png".formatted(i));
            var mask = PhotoReader.standard().readMask(file);
            Files.delete(file);
            var rows = IntStream.range(0, SIDE)
                    .filter(y -> IntStream.range(0, SIDE).anyMatch(x -> mask.at(y, x)))
                    .summaryStatistics();
            var columns = IntStream.range(0, SIDE)
                    .filter(x -> IntStream.range(0, SIDE).anyMatch(y -> mask.at(y, x)))
                    .summaryStatistics();
            Files.writeString(
                    data.resolve("test/disc/disc_%03d.txt".formatted(i)),
                    "0 %f %f %f %f\n1 0.05 0.05 0.1 0.1\n"
                            .formatted(
                                    (columns.getMin() + columns.getMax() + 1) / 2.0 / SIDE + moved,
                                    (rows.getMin() + rows.getMax() + 1) / 2.0 / SIDE,
                                    (columns.getMax() + 1.0 - columns.getMin()) / SIDE,
                                    (rows.getMax() + 1.0 - rows.getMin()) / SIDE));
        }
        // The second box of each photo is another class's and does not count.
        Files.writeString(data.resolve("classes.txt"), "disc\nsquare\n");
    }

    @Test
    void boxesCountWhereThereAreNoMasks() throws IOException {
        boxes(0);
        var run = run("--methods", "cam", "--photos", 6, "--sanity", 0, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        var cam = run.json().getFirst();
        assertThat(cam.at("/numbers/max-box-acc-v2/value").asDouble()).isEqualTo(1);
        assertThat(cam.at("/numbers/pointing-game/value").asDouble()).isEqualTo(1);
        assertThat(cam.at("/numbers/energy-pointing-game/value").asDouble()).isGreaterThan(0.95);
        assertThat(cam.at("/numbers/energy-pointing-game/photos").asInt()).isEqualTo(6);
        var evaluation = Run.konkyo("evaluate", model, data, "--json", "--threads", 1, "--faithfulness", 0)
                .json()
                .getFirst();
        assertThat(evaluation.at("/pointingGame").asDouble()).isEqualTo(1);
        assertThat(evaluation.at("/skipped").size())
                .as("boxes and names of classes")
                .isZero();
    }

    @Test
    void evidenceBesideTheBoxesIsNoHit() throws IOException {
        boxes(0.5);
        var run = run("--methods", "cam", "--photos", 6, "--sanity", 0, "--json");
        var cam = run.json().getFirst();
        assertThat(cam.at("/numbers/max-box-acc-v2/value").asDouble()).isLessThan(0.5);
        assertThat(cam.at("/numbers/energy-pointing-game/value").asDouble()).isLessThan(0.5);
    }

    @Test
    void damagedBoxesAreLeftOutAndCounted() throws IOException {
        boxes(0);
        Files.delete(data.resolve("test/disc/disc_000.txt"));
        Files.writeString(data.resolve("test/disc/disc_000.xml"), "<annotation><object>");
        var run = run("--methods", "cam", "--photos", 6, "--sanity", 0);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines().getFirst()).contains("5 photos held against masks or boxes");
        assertThat(run.errLines()).contains("konkyo: 1 photos, masks or boxes could not be read and were left out");
        var evaluation = Run.konkyo("evaluate", model, data, "--json", "--threads", 1, "--faithfulness", 0)
                .json()
                .getFirst();
        assertThat(evaluation.at("/images").asInt()).isEqualTo(12);
        assertThat(evaluation.at("/skipped/0/reason").asString()).contains("expected boxes in Pascal VOC's XML");
    }

    private Run run(Object... more) {
        var arguments = new Object[more.length + 5];
        arguments[0] = "faithfulness";
        arguments[1] = model;
        arguments[2] = data;
        arguments[3] = "--threads";
        arguments[4] = 1;
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Run.konkyo(arguments);
    }

    @Test
    void eachMethodAndBaselineIsALine() {
        var run = run("--methods", "cam,grad-cam", "--photos", 4, "--sanity", 2, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(4);
        var cam = run.json().getFirst();
        assertThat(cam.propertyNames())
                .containsExactly("method", "baseline", "milliseconds", "numbers", "sanity", "warnings");
        assertThat(cam.at("/method").asString()).isEqualTo("cam");
        assertThat(cam.at("/baseline").asBoolean()).isFalse();
        assertThat(cam.at("/numbers/pixel-auroc").propertyNames())
                .containsExactly("value", "low", "high", "photos", "better");
        assertThat(cam.at("/numbers/pixel-auroc/value").asDouble()).isGreaterThan(0.99);
        assertThat(cam.at("/numbers/energy-pointing-game/value").asDouble()).isGreaterThan(0.95);
        assertThat(cam.at("/numbers/max-box-acc-v2/value").asDouble()).isEqualTo(1);
        assertThat(cam.at("/numbers/road/value").asDouble()).isPositive();
        assertThat(cam.at("/sanity/passed").isBoolean()).isTrue();
        var centre = run.json().get(2);
        assertThat(centre.at("/method").asString()).isEqualTo("centred gaussian");
        assertThat(centre.at("/baseline").asBoolean()).isTrue();
        assertThat(centre.has("sanity")).isFalse();
        assertThat(centre.at("/numbers/pixel-auroc/value").asDouble())
                .isLessThan(cam.at("/numbers/pixel-auroc/value").asDouble());
        // 4 photos of 48 x 48 pixels without discs are too few.
        assertThat(run.errLines()).anyMatch(line -> line.contains("AUPIMO needs photos without defects"));
    }

    @Test
    void overlapIsMeasuredOnceTheMethodsScaleWas() {
        var guessed = run("--methods", "cam,occlusion", "--photos", 4, "--sanity", 0, "--quick", "--json");
        assertThat(guessed.status()).as(guessed.err()).isZero();
        assertThat(guessed.json()).noneMatch(line -> line.at("/numbers").has("iou"));
        assertThat(guessed.errLines()).anyMatch(line -> line.contains("no iou for cam, occlusion: "));
        var calibrated = Run.konkyo("calibrate", model, data, "--method", "cam", "--threads", 1);
        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        var measured = run("--methods", "cam,occlusion", "--photos", 4, "--sanity", 0, "--quick", "--json");
        assertThat(measured.json().stream().map(line -> line.at("/numbers").has("iou")))
                .containsExactly(true, false, false, false);
        assertThat(measured.errLines()).anyMatch(line -> line.contains("no iou for occlusion: "));
    }

    @Test
    void quickLeavesOutWhatChangesPhotosOftenAndNoPlaces() {
        var run = run("--methods", "cam", "--photos", 2, "--sanity", 0, "--quick", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().getFirst().at("/numbers").propertyNames())
                .contains("deletion", "insertion", "pointing-game", "pixel-auroc", "max-box-acc-v2", "pxap")
                .doesNotContain("road", "deletion-mean", "max-sensitivity");
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        var first = run("--photos", 3, "--sanity", 1, "--json").json();
        var again = run("--photos", 3, "--sanity", 1, "--json").json();
        for (int i = 0; i < first.size(); i++) {
            assertThat(again.get(i).at("/numbers")).isEqualTo(first.get(i).at("/numbers"));
            assertThat(again.get(i).at("/sanity")).isEqualTo(first.get(i).at("/sanity"));
        }
    }

    @Test
    void forPeopleThereAreATableAndAPage() {
        var out = folder.resolve("trust");
        var run = run("--photos", 2, "--sanity", 1, "--output", out);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines().getFirst())
                .isEqualTo("2 decisions tested, 2 photos held against masks or boxes, 2 photos without defects");
        assertThat(run.out()).contains("centred gaussian", "random map", "insertion +", "sanity check");
        assertThat(out.resolve("faithfulness.jsonl")).content().hasLineCount(3);
        assertThat(out.resolve("index.html"))
                .content()
                .contains("How far the evidence can be trusted", "What the numbers mean", "Petsiuk et al. 2018", "<svg")
                .doesNotContain("http://", "https://");
    }

    @Test
    void masksThatSayNothingAreLeftOutAndCounted() throws IOException {
        mask("disc_000", 0);
        mask("disc_001", 200);
        Files.delete(data.resolve("ground_truth/disc/disc_002_mask.png"));
        var small = PhotoReader.standard()
                .readMask(data.resolve("ground_truth/disc/disc_003_mask.png"))
                .resized(SIDE / 2, SIDE / 2);
        PhotoWriter.writePng(small, data.resolve("ground_truth/disc/disc_003_mask.png"));
        PhotoWriter.writePng(Mask.empty(10, 40), data.resolve("ground_truth/disc/disc_004_mask.png"));
        var run = run("--photos", 12, "--sanity", 0);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines().getFirst())
                .contains("3 photos held against masks or boxes", "6 photos without defects");
        assertThat(run.errLines())
                .contains(
                        "konkyo: 1 masks or boxes mark no pixel and were left out",
                        "konkyo: 1 photos, masks or boxes could not be read and were left out",
                        "konkyo: 1 photos of classes with masks or boxes have none themselves and are not held against any")
                .filteredOn(line -> line.contains("grey values"))
                .hasSize(1);
    }

    @Test
    void classesThatTheModelDoesNotKnowAreLeftOut() throws IOException {
        Samples.png(
                PhotoReader.standard().read(data.resolve("test/disc/disc_000.png")), data.resolve("test/ring/a.png"));
        var run = run("--photos", 2, "--sanity", 0);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .contains("konkyo: 1 photos show classes that the model does not know and were left out");
    }

    @Test
    void methodsThatCannotExplainTheModelAreNamed() {
        var some = run("--methods", "cam,faster-grad-cam", "--photos", 1, "--sanity", 0, "--json");
        assertThat(some.status()).as(some.err()).isZero();
        assertThat(some.json()).hasSize(3);
        assertThat(some.errLines()).anyMatch(line -> line.contains("cannot explain this model: faster-grad-cam ("));
        var none = run("--methods", "faster-grad-cam");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.errLines()).last().asString().contains("no method can explain this model");
    }

    @Test
    void wrongUsageIsSaidBeforeTheWork() {
        assertThat(run("--methods", "camm").status()).isEqualTo(2);
        assertThat(run("--methods", "all,cam").status()).isEqualTo(2);
        assertThat(run("--threshold", 0.5).status()).isEqualTo(2);
        assertThat(run("--photos", 0).status()).isEqualTo(2);
        assertThat(run("--sanity", -1).status()).isEqualTo(2);
        assertThat(run("--layer", "nothing").status()).isEqualTo(2);
    }

    @Test
    void evaluateMeasuresAFewByItself() {
        var run = Run.konkyo("evaluate", model, data, "--json", "--threads", 1, "--faithfulness", 3);
        assertThat(run.status()).as(run.err()).isZero();
        var line = run.json().getFirst();
        assertThat(line.propertyNames()).containsExactlyElementsOf(Run.fieldsOfEvaluate("pixelAuroc", "pointingGame"));
        assertThat(line.at("/pixelAuroc").asDouble()).isGreaterThan(0.99);
        assertThat(line.at("/insertion").asDouble())
                .isEqualTo(line.at("/faithfulness/0/numbers/insertion/value").asDouble());
        assertThat(line.at("/faithfulness")).hasSize(3);
        var without = Run.konkyo("evaluate", model, data, "--json", "--threads", 1, "--faithfulness", 0);
        assertThat(without.json().getFirst().has("faithfulness")).isFalse();
        assertThat(without.json().getFirst().has("insertion")).isFalse();
        assertThat(Run.konkyo("evaluate", model, data, "--faithfulness", -1).status())
                .isEqualTo(2);
    }
}
