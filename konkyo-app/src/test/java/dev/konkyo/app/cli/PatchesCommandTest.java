package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.app.report.ColouredPatches;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesCommandTest {
    private static final int SIDE = ColouredPatches.SIDE;

    @TempDir
    Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void paint() {
        model = seeing();
        data = folder.resolve("data");
        // One cell of the photo is bright: row 1 and column 4, then row 5 and column 0.
        Samples.png(photo(1, 4, 0, 200), data.resolve("red", "a.png"));
        Samples.png(photo(5, 0, 0, 250), data.resolve("red", "b.png"));
        Samples.png(photo(2, 2, 2, 220), data.resolve("blue", "c.png"));
        // Blue by its folder only.
        Samples.png(photo(3, 1, 0, 230), data.resolve("blue", "d.png"));
    }

    private Path seeing() {
        var file = folder.resolve("model.onnx");
        ModelFile.write(ColouredPatches.model(), file);
        return file;
    }

    /** Black but for one patch. */
    private static Image photo(int row, int column, int channel, int value) {
        return ColouredPatches.photo(
                0,
                0,
                0,
                new ColouredPatches.Patch(
                        row, column, channel == 0 ? value : 0, channel == 1 ? value : 0, channel == 2 ? value : 0));
    }

    @Test
    void whatIsLeftOutIsSaidAndWhatWouldBeIgnoredIsRefused() {
        Samples.png(photo(3, 1, 1, 230), data.resolve("green", "e.png"));
        var run = Run.konkyo("patches", model, data, "--output", folder.resolve("some"), "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("1 photos show classes that the model does not know"));

        var bounded = Run.konkyo("patches", model, data, "--output", folder.resolve("none"), "--threshold", 0.5);
        assertThat(bounded.status()).isEqualTo(2);
        assertThat(bounded.err()).contains("--threshold decides what is unknown");
        var several = Run.konkyo("patches", folder, data, "--output", folder.resolve("none"));
        assertThat(several.status()).isEqualTo(1);
        assertThat(several.err()).contains("got a folder");
    }

    @Test
    void namesThePatchesThatDecideAndThoseThatFool() {
        var output = folder.resolve("patches");
        var run = Run.konkyo("patches", model, data, "--output", output, "--threads", 1, "--count", 3, "--json");
        assertThat(run.status()).isZero();
        assertThat(run.json()).hasSize(3);

        var red = run.json().getFirst();
        assertThat(red.at("/label").asString()).isEqualTo("red");
        assertThat(red.at("/photos").asInt()).isEqualTo(2);
        assertThat(red.at("/right").asInt()).isEqualTo(2);
        assertThat(red.at("/most")).hasSize(3);
        var strongest = red.at("/most/0");
        assertThat(strongest.at("/image").asString()).endsWith("b.png");
        assertThat(List.of(strongest.at("/x").asInt(), strongest.at("/y").asInt()))
                .containsExactly(0, 40);
        assertThat(strongest.at("/width").asInt()).isEqualTo(8);
        assertThat(strongest.at("/evidence").asDouble()).isCloseTo(250 / 255.0, within(1e-4));
        assertThat(red.at("/most/1/x").asInt()).isEqualTo(32);
        assertThat(red.at("/least/0/evidence").asDouble()).isZero();
        assertThat(red.at("/misleading/0/image").asString()).endsWith("d.png");

        var fooled = run.json().getLast();
        assertThat(fooled.at("/image").asString()).endsWith("d.png");
        assertThat(fooled.at("/truth").asString()).isEqualTo("blue");
        assertThat(fooled.at("/label").asString()).isEqualTo("red");
        assertThat(List.of(
                        fooled.at("/patches/0/x").asInt(),
                        fooled.at("/patches/0/y").asInt()))
                .containsExactly(8, 24);

        assertThat(output.resolve("patches.jsonl")).content().isEqualTo(run.out());
        for (String name : List.of("patches.red.png", "patches.blue.png", "heatmaps.png", "fooled.png")) {
            assertThat(PhotoReader.standard().read(output.resolve(name)).width())
                    .isGreaterThan(300);
        }
    }

    @Test
    void everyClassHasItsHeatmap() {
        var many = folder.resolve("many.onnx");
        var labels = List.of("a", "b", "c", "d", "e", "f", "g");
        ModelFile.write(of(labels), many);
        var shown = folder.resolve("seven");
        labels.forEach(label -> Samples.png(photo(1, 4, 0, 200), shown.resolve(label, "a.png")));
        var output = folder.resolve("sheets");
        var run = Run.konkyo("patches", many, shown, "--output", output, "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        var first = PhotoReader.standard().read(output.resolve("heatmaps.png"));
        var second = PhotoReader.standard().read(output.resolve("heatmaps.2.png"));
        assertThat(second.height()).isEqualTo(first.height());
        // The photo and six classes, then the photo and the seventh.
        assertThat(second.width()).isBetween(first.width() / 4, first.width() / 3);
        assertThat(output.resolve("heatmaps.3.png")).doesNotExist();
    }

    /** A patch says of all these classes what it says of red or blue. */
    private static Model of(List<String> labels) {
        var net = new GraphBuilder("many");
        var x = net.images("input", 3, SIDE, SIDE);
        var maps = net.conv("see", x, Convolution.of(2, 8).stride(8));
        var graph = net.build(net.linear("fc", "logits", net.flatten(net.globalAveragePool(maps)), labels.size()));
        return new Model(
                graph,
                Initialization.KAIMING.weights(graph, new Random(6)),
                ModelCard.of("many", labels, Preprocessing.stretched(SIDE, SIDE)));
    }

    @Test
    void aTrainedNetworkOfPatchesShowsThem() throws IOException {
        var shapes = Samples.shapes(folder.resolve("shapes"), 4, 1);
        var run = folder.resolve("run");
        var training = Run.konkyo(
                "train",
                shapes,
                "--output",
                run,
                "--network",
                "bag_squeezenet33",
                "--image-size=48",
                "--epochs=1",
                "--batch=4",
                "--threads=1");
        assertThat(training.status()).as(training.err()).isZero();
        assertThat(training.errLines()).anyMatch(line -> line.matches("konkyo: epoch 1: loss \\d.*"));
        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(2);
        var shown = Run.konkyo(
                "patches", run.resolve("model.onnx"), shapes, "--output", folder.resolve("shown"), "--threads", 1);
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.err()).doesNotContain("more than the photo's");
        assertThat(shown.outLines()).anyMatch(line -> line.startsWith("disc: ") && line.contains("33x33"));
    }

    @Test
    void saysThatPlacesSeeTheWholePhoto() {
        var whole = Samples.modelFile(folder, "red", "blue");
        var run = Run.konkyo("patches", whole, data, "--output", folder.resolve("whole"), "--threads", 1);
        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains(
                        "sees 315 x 315 pixels, more than the photo's 48 x 48: the pictures show the place's own cell");
        assertThat(run.outLines()).anyMatch(line -> line.startsWith("red: ") && line.contains(" of 2 photos right"));
    }

    @Test
    void refusesWhatItCannotShowInOneLine() {
        var output = folder.resolve("none");
        var run = Run.konkyo("patches", model, data, "--output", output, "--count", 0);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--count and --photos must be at least 1, got 0 and 8");

        var gated = folder.resolve("gated.onnx");
        ModelFile.write(head(), gated);
        run = Run.konkyo("patches", gated, data, "--output", output);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("got another head; use explain --method grad-cam");
        assertThat(Files.exists(output)).isFalse();

        run = Run.konkyo(
                "train", data, "--output", output, "--network", "bagnet33", "--image-size", 20, "--threads", 1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("sees patches of 33 x 33 pixels, got photos of 20 x 20")
                .contains("bagnet9, bagnet17");
    }

    /** A nonlinearity between the mean and the classes. */
    private static Model head() {
        var net = new GraphBuilder("gated");
        var x = net.images("input", 3, SIDE, SIDE);
        var mean = net.flatten(
                net.globalAveragePool(net.conv("see", x, Convolution.of(4, 8).stride(8))));
        var graph = net.build(net.linear("fc", "logits", net.relu(net.linear("hidden", mean, 4)), 2));
        var weights = Initialization.KAIMING.weights(graph, new Random(5));
        return new Model(
                graph, weights, ModelCard.of("gated", List.of("red", "blue"), Preprocessing.stretched(SIDE, SIDE)));
    }
}
