package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models that tell discs from squares by how much green they have for their red, pixel by pixel: bags of pixels. */
class AnalyzeCommandTest {
    private static final int SIDE = Samples.SIDE;

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void drawPhotos() {
        data = Samples.shapes(folder.resolve("data"), 4, 2);
    }

    /** @param sign 1 where the first label is the disc */
    private Path model(String name, float sign, String... labels) {
        var net = new GraphBuilder(name);
        var x = net.images("input", 3, SIDE, SIDE);
        var maps = net.conv("features", x, Convolution.of(1, 1));
        var logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), labels.length);
        float[] rows = new float[labels.length];
        rows[0] = 40 * sign;
        rows[1] = -40 * sign;
        var weights = Weights.of(Map.of(
                "features.weight", TensorData.ofFloats(Shape.of(1, 3, 1, 1), -0.75f, 1, 0),
                "features.bias", TensorData.ofFloats(Shape.of(1), 0),
                "fc.weight", TensorData.ofFloats(Shape.of(labels.length, 1), rows),
                "fc.bias", TensorData.ofFloats(Shape.of(labels.length), new float[labels.length])));
        var file = folder.resolve(name + ".onnx");
        var card = ModelCard.of(name, List.of(labels), Preprocessing.stretched(SIDE, SIDE));
        ModelFile.write(new Model(net.build(logits), weights, card), file);
        return file;
    }

    private static Run analyze(Object... more) {
        var words = new Object[more.length + 3];
        words[0] = "analyze";
        System.arraycopy(more, 0, words, 1, more.length);
        words[more.length + 1] = "--threads";
        words[more.length + 2] = 1;
        return Run.konkyo(words);
    }

    @Test
    void twoBagsOfPixelsAgreeInEverything() throws IOException {
        var out = folder.resolve("out");
        var run = analyze(
                model("one", 1, "disc", "square"),
                model("two", -1, "square", "disc"),
                data,
                "--grids",
                "2,4",
                "--textures",
                2,
                "--texture-steps",
                10,
                "--json",
                "--output",
                out);
        assertThat(run.err()).isEqualTo("konkyo: see " + out.resolve("index.html") + "\n");
        assertThat(run.status()).isZero();
        var line = run.json().getFirst();
        assertThat(line.get("a").asString()).isEqualTo("A: one");
        assertThat(line.get("photos").asInt()).isEqualTo(8);
        assertThat(line.get("scores").get("correlation").get("value").asDouble())
                .as("classes in another order are the same classes")
                .isGreaterThan(0.999999);
        assertThat(line.get("shuffled")).hasSize(3).allSatisfy(change -> {
            assertThat(change.get("a").asDouble()).isEqualTo(1);
            assertThat(change.get("b").asDouble()).isEqualTo(1);
        });
        assertThat(line.get("additivity").get("a").get("value").asDouble()).isGreaterThan(0.9999);
        assertThat(line.get("additivity").get("settings")).hasSize(9);
        assertThat(line.get("errors").has("correlation")).isFalse();
        assertThat(line.get("errors").get("both").asInt()).isZero();
        assertThat(line.get("textures")).hasSize(2);
        assertThat(line.get("textures").get(1).get("photos").asInt()).isEqualTo(2);
        var curves = line.get("masking").get("a");
        assertThat(curves.propertyNames()).containsExactly("a", "b", "saliency", "lot");
        assertThat(curves.get("a").get("area").get("value").asDouble())
                .isEqualTo(curves.get("b").get("area").get("value").asDouble());
        assertThat(curves.get("a").get("againstLot").get("value").asDouble()).isNegative();
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("How alike two models decide", "A is one, B is two", "<svg")
                .contains("each decides by local parts, wherever they are")
                .contains("<h2>How far the evidence can be trusted</h2>", "deletion ↓", "insertion ↑")
                .contains("A: one: cam", "A: one: centred gaussian", "B: two: cam", "B: two: random map");
        assertThat(Files.readString(out.resolve("analysis.json")).strip())
                .isEqualTo(run.out().strip());
    }

    @Test
    void eachModelsEvidenceIsTestedOnItsOwnScores() throws IOException {
        var out = folder.resolve("out");
        var run = analyze(
                model("calm", 1, "disc", "square"),
                model("sure", 3, "disc", "square"),
                data,
                "--grids",
                "2",
                "--textures",
                0,
                "--output",
                out);
        assertThat(run.status()).as(run.err()).isZero();
        var page = Files.readString(out.resolve("index.html"));
        assertThat(row(page, "A: calm: cam")).contains("<td").isNotEqualTo(row(page, "B: sure: cam"));
    }

    /** The cells of a table's row. */
    private static String row(String page, String name) {
        int begin = page.indexOf(">" + name + "<") + name.length() + 1;
        return page.substring(begin, page.indexOf("</tr>", begin)).replaceAll("<td[^>]*>[^<]*</td>$", "");
    }

    @Test
    void scoresAloneAreEnoughWithOcclusionAndPeopleGetATable() {
        var run = analyze(
                model("one", 1, "disc", "square"),
                model("two", 1, "disc", "square"),
                data,
                "--method",
                "occlusion",
                "--saliency",
                "none",
                "--textures",
                0,
                "--photos",
                2,
                "--grids",
                2,
                "--output",
                folder.resolve("out"),
                "--faithfulness",
                0);
        assertThat(run.status()).isZero();
        assertThat(run.errLines()).singleElement().asString().startsWith("konkyo: see ");
        assertThat(folder.resolve("out/index.html"))
                .content()
                .contains("what matters to A", "by occlusion")
                .doesNotContain("steps of a texture", "How far the evidence can be trusted");
        assertThat(run.out())
                .contains("A and B on 2 photos: scores correlate by 1.000")
                .contains("mean score, masked first what matters to B")
                .doesNotContain("by saliency", "texture");
    }

    @Test
    void otherClassesAreOneLine() {
        var one = model("one", 1, "disc", "square");
        var other = analyze(one, model("other", 1, "disc", "ring"), data);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errLines())
                .singleElement()
                .asString()
                .contains("same classes only; one knows disc, square, the other disc, ring", "--labels FILE");
        var three = analyze(one, model("three", 1, "disc", "square", "ring"), data);
        assertThat(three.errLines()).singleElement().asString().contains("disc, square, ring");
    }

    @Test
    void wrongUsageIsStatusTwo() {
        var one = model("one", 1, "disc", "square");
        assertThat(analyze(one, one, data, "--grids", "1").status()).isEqualTo(2);
        var fine = analyze(one, one, data, "--grids", "2," + (SIDE / 4 + 1));
        assertThat(fine.status()).isEqualTo(2);
        assertThat(fine.errLines()).anyMatch(line -> line.contains("so at most " + SIDE / 4 + " in a row"));
        assertThat(analyze(one, one, data, "--photos", "0").status()).isEqualTo(2);
        assertThat(analyze(one, one, data, "--textures", "-1").status()).isEqualTo(2);
        assertThat(analyze(one, one, data, "--texture-steps", "0").status()).isEqualTo(2);
        assertThat(analyze(one, one, data, "--method", "guess").status()).isEqualTo(2);
        assertThat(analyze(one, one).status()).isEqualTo(2);
    }

    @Test
    void foldersMissingFilesAndUnreadablePhotosAreSaid() throws IOException {
        var one = model("one", 1, "disc", "square");
        assertThat(analyze(folder, one, data).errLines())
                .singleElement()
                .asString()
                .contains("got a folder");
        var missing = analyze(one, folder.resolve("none.onnx"), data);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errLines()).hasSize(1);
        Files.write(data.resolve("disc/disc_000.png"), new byte[] {1, 2, 3});
        var run = analyze(one, one, data, "--textures", 0, "--grids", 2, "--saliency", "none");
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("skipped", "disc_000.png", "1 photos could not be read");
        assertThat(run.out()).contains("A and B on 7 photos");
    }

    /** In a black photo a bag of pixels without a bias finds nothing; it is the first one. */
    @Test
    void aPhotoWithoutATextureIsSaidAndTheOthersHaveTheirs() throws IOException {
        Samples.png(Image.filled(SIDE, SIDE, 0, 0, 0), data.resolve("disc/black.png"));
        var one = model("one", 1, "disc", "square");
        var out = folder.resolve("out");
        var run = analyze(
                one,
                one,
                data,
                "--grids",
                2,
                "--saliency",
                "none",
                "--textures",
                9,
                "--texture-steps",
                10,
                "--json",
                "--output",
                out);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .filteredOn(line -> line.contains("textures could not be made"))
                .containsExactly("konkyo: 1 textures could not be made: texture by 'one': no layer of the network finds"
                        + " a feature in the photo; choose another network with --texture-model");
        assertThat(run.json().getFirst().at("/textures/1/photos").asInt()).isEqualTo(8);
        assertThat(out.resolve("index.html"))
                .content()
                .contains("disc/disc_000.png shows disc", "square/square_003.png shows square", "by cam")
                .doesNotContain("black.png shows");
    }

    @Test
    void aMethodThatCannotExplainIsNamed() {
        var one = model("one", 1, "disc", "square");
        var run = analyze(one, one, data, "--method", "faster-grad-cam");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("method faster-grad-cam cannot explain A", "export --evidence");
    }
}
