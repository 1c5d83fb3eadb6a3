package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.NpyFile;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Photos, masks and networks of which a method of evidence could make nonsense. */
class OddEvidenceInputTest {
    @TempDir
    Path folder;

    private Path photo(int height, int width, int value) {
        byte[] rgb = new byte[3 * height * width];
        Arrays.fill(rgb, (byte) value);
        return Samples.png(new Image(height, width, rgb), folder.resolve("photo.png"));
    }

    /** Black, white, grey, a single pixel, a strip: nothing to see, and smaller than any receptive field. */
    @ParameterizedTest
    @CsvSource({"60,40,0", "60,40,255", "60,40,128", "1,1,200", "2,9,90"})
    void everyMethodGivesNumbersForPhotosWithoutContent(int height, int width, int value) throws IOException {
        var model = Samples.modelFile(folder, "disc", "square");
        var out = folder.resolve("out");
        var run = Run.konkyo(
                "explain",
                model,
                photo(height, width, value),
                "--methods",
                "all",
                "--threads",
                1,
                "--json",
                "--output",
                out);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines()).noneMatch(line -> line.contains("left out"));
        // All but the one that needs a graph that gives evidence.
        assertThat(run.json()).hasSize(EvidenceMethods.all().size() - 1);
        for (JsonNode line : run.json()) {
            var map = NpyFile.read(Path.of(line.at("/evidence/file").asString()));
            for (float number : map.values()) {
                assertThat(number).as(line.at("/method").asString()).isFinite();
            }
            assertThat(line.at("/score").asDouble()).isBetween(0.0, 1.0);
        }
    }

    private Path twoHeads() {
        var net = new GraphBuilder("two heads");
        var x = net.images("input", 3, 8, 8);
        var pooled = net.flatten(net.globalAveragePool(net.relu(net.conv("features", x, Convolution.of(2, 1)))));
        var kind = net.linear("kind", pooled, 3);
        var colour = net.linear("colour", pooled, 2);
        var weights = Weights.of(Map.of(
                "features.weight",
                TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 1, 0),
                "features.bias",
                TensorData.ofFloats(Shape.of(2), 0, 0),
                "kind.weight",
                TensorData.ofFloats(Shape.of(3, 2), 0, 0, 9, 0, 0, 9),
                "kind.bias",
                TensorData.ofFloats(Shape.of(3), 0, 0, 0),
                "colour.weight",
                TensorData.ofFloats(Shape.of(2, 2), 1, 0, 0, 5),
                "colour.bias",
                TensorData.ofFloats(Shape.of(2), 0, 0)));
        var file = folder.resolve("heads.onnx");
        OnnxFile.write(net.build(kind, colour), weights, Map.of(), file);
        return file;
    }

    @Test
    void aHeadIsChosenAndTheOthersAreNamed() {
        var model = twoHeads();
        var photo = photo(8, 8, 255);
        var first = Run.konkyo("explain", model, photo, "--preprocessing", "unit", "--json", "--threads", 1);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.json().getFirst().at("/scores")).hasSize(3);
        assertThat(first.errLines())
                .anyMatch(line -> line.contains("the model has 2 heads, ")
                        && line.contains("is taken for the scores, --scores OUTPUT takes another"));
        var names = first.errLines().stream()
                .filter(line -> line.contains("2 heads"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*heads, (.*); '.*", "$1")
                .split(", ", -1);
        var second = Run.konkyo(
                "explain", model, photo, "--preprocessing", "unit", "--scores", names[1], "--json", "--threads", 1);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.json().getFirst().at("/scores")).hasSize(2);
        assertThat(second.json().getFirst().at("/label").asString()).isEqualTo("1");
        var none = Run.konkyo("explain", model, photo, "--scores", "size");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.errLines())
                .containsExactly("konkyo: the model has no output 'size' that may hold scores; it has "
                        + String.join(", ", names));
        var carded = Run.konkyo("explain", Samples.modelFile(folder, "a", "b"), photo, "--scores", names[1]);
        assertThat(carded.status()).isEqualTo(2);
        assertThat(carded.errLines()).singleElement().asString().contains("--scores is for models without a card");
    }

    @Test
    void anEmptyMaskIsNoMissInEvaluationsEither() throws IOException {
        var data = folder.resolve("data");
        Samples.shapes(data.resolve("test"), 1, 3);
        var mask = data.resolve("ground_truth/disc/disc_000_mask.png");
        Files.createDirectories(data.resolve("ground_truth/disc"));
        PhotoWriter.writePng(Mask.empty(Samples.SIDE, Samples.SIDE), mask);
        var run = Run.konkyo(
                "evaluate",
                Samples.modelFile(folder, "disc", "square"),
                data,
                "--json",
                "--threads",
                1,
                "--faithfulness",
                0);
        assertThat(run.status()).as(run.err()).isZero();
        var line = run.json().getFirst();
        assertThat(line.has("pointingGame")).isFalse();
        assertThat(line.at("/skipped/0/reason").asString())
                .isEqualTo("marks no pixel, expected the places of the defect or object");
    }

    @Test
    void numbersThatAMethodDoesNotTakeAreWrongUsage() {
        var model = Samples.modelFile(folder, "disc", "square");
        var photo = photo(48, 48, 90);
        for (var wrong :
                List.of("rise:mask=9", "rise:masks=x", "rise:masks=1", "rise:", "cam:layer=x", "noise:masks=1")) {
            var run = Run.konkyo("explain", model, photo, "--method", wrong, "--threads", 1);
            assertThat(run.status()).as(wrong).isEqualTo(2);
            assertThat(run.errLines()).as(wrong).hasSize(1);
        }
        var right = Run.konkyo(
                "explain",
                model,
                photo,
                "--methods",
                "rise:masks=9,cam",
                "--json",
                "--threads",
                1,
                "--output",
                folder.resolve("out"));
        assertThat(right.status()).as(right.err()).isZero();
        assertThat(right.json().getFirst().at("/method").asString()).isEqualTo("rise:masks=9");
        assertThat(right.json().getFirst().at("/evidence/file").asString()).endsWith("photo.rise-masks-9.npy");
    }
}
