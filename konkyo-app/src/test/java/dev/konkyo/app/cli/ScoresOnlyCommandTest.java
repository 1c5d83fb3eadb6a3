package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.heatmap.NpyFile;
import dev.konkyo.image.Image;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that {@code scripts/golden/unlisted_operator.py} wrote: its Einsum is no operator that Konkyo lists, and ONNX Runtime runs it. */
class ScoresOnlyCommandTest {
    private static final int SIDE = 8;

    @TempDir
    Path folder;

    private Path model;
    private Path photo;

    @BeforeEach
    void copyTheModelAndDrawAPhoto() throws IOException {
        model = copied("einsum.onnx");
        // Red of 0.6 but for the lower right quarter, which is green of 1.
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean green = i / SIDE >= 4 && i % SIDE >= 4;
            rgb[3 * i + (green ? 1 : 0)] = (byte) (green ? 255 : 153);
        }
        photo = Samples.png(new Image(SIDE, SIDE, rgb), folder.resolve("photo.png"));
    }

    private Path copied(String resource) throws IOException {
        var copy = folder.resolve(resource);
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/" + resource))) {
            Files.copy(file, copy);
        }
        return copy;
    }

    private Run explain(Object... more) {
        return run("explain", photo, more);
    }

    private Run run(String command, Path photos, Object... more) {
        Object[] first = {command, model, photos, "--preprocessing", "unit", "--threads", 1, "--json"};
        var arguments = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Run.konkyo(arguments);
    }

    @Test
    void aWrongSettingIsWrongUsageAsWithAModelThatCanBeRead() throws IOException {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.copy(photo, Files.createDirectories(data.resolve("0")).resolve("a.png"));
        for (var run : List.of(
                explain("--method", "rise:masks=0"), run("faithfulness", data, "--methods", "cam,rise:masks=0"))) {
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.errLines()).last().asString().contains("masks");
        }
    }

    @Test
    void scoresAreThoseOfTheOperatorThatOnlyOnnxRuntimeKnows() {
        var run = explain("--target", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("operator 'Einsum'")
                        && line.contains("ONNX Runtime runs it, so its scores alone are asked")
                        && !line.contains("export"));
        var line = run.json().getFirst();
        assertThat(line.at("/method").asString()).isEqualTo("occlusion");
        // Three quarters red of 0.6 and one green: 0.45 - 0.25 against 2 * 0.25.
        assertThat(line.at("/scores/0").asDouble()).isCloseTo(1 / (1 + Math.exp(0.3)), within(1e-5));
        assertThat(line.at("/scores/1").asDouble()).isCloseTo(1 / (1 + Math.exp(-0.3)), within(1e-5));
        assertThat(line.at("/evidence/max").asDouble()).isPositive();
    }

    @Test
    void theEvidenceLiesOnWhatSpeaksForTheClass() throws IOException {
        var run = explain("--target", "1", "--methods", "occlusion,rise");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(2);
        requireLargestIn(true, explain("--target", "1", "--output", folder.resolve("found")));
        requireLargestIn(false, explain("--target", "0", "--output", folder.resolve("found")));
    }

    private void requireLargestIn(boolean green, Run run) throws IOException {
        assertThat(run.status()).as(run.err()).isZero();
        var map = NpyFile.read(folder.resolve("found/photo.npy"));
        int largest = 0;
        for (int i = 0; i < map.values().length; i++) {
            largest = map.values()[i] > map.values()[largest] ? i : largest;
        }
        int height = map.shape()[0];
        int width = map.shape()[1];
        assertThat(2 * (largest / width) >= height && 2 * (largest % width) >= width)
                .as("row %d, column %d of %d x %d", largest / width, largest % width, height, width)
                .isEqualTo(green);
    }

    /** Its sigmoid of 0.25 - 0.45 is that of a yes, green; --labels may name the yes alone. */
    @Test
    void aSingleScoreGivesTwoClasses() throws IOException {
        model = copied("einsum-sigmoid.onnx");
        var run = explain("--target", "0");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("a sigmoid is taken off")
                        && line.contains("its single score decides between no and yes; labels are numbered"));
        var line = run.json().getFirst();
        assertThat(line.at("/label").asString()).isEqualTo("0");
        assertThat(line.at("/scores/1").asDouble()).isCloseTo(1 / (1 + Math.exp(0.2)), within(1e-5));
        assertThat(line.at("/evidence/max").asDouble()).isPositive();
        var labels = Files.writeString(folder.resolve("labels.txt"), "green\n");
        var named = explain("--labels", labels);
        assertThat(named.json().getFirst().at("/label").asString()).isEqualTo("not green");
        var wrong = explain("--labels", Files.writeString(labels, "a\nb\nc\n"));
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errLines())
                .anyMatch(text -> text.contains("gives 1 score, that of a yes, expected labels for no and yes, got 3"));
    }

    /** Messages of the format that follow each other are one message with the fields of both; metadata is field 14. */
    @Test
    void aRewrittenModelOfKonkyoIsRefused() throws IOException {
        byte[] key = ModelFile.CARD.getBytes(StandardCharsets.UTF_8);
        var entry = ByteBuffer.allocate(key.length + 8)
                .put(new byte[] {(14 << 3) | 2, (byte) (key.length + 6), (1 << 3) | 2, (byte) key.length})
                .put(key)
                .put(new byte[] {(2 << 3) | 2, 2, '{', '}'});
        Files.write(model, entry.array(), StandardOpenOption.APPEND);
        var run = explain();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("operator 'Einsum'", "has the card of a Konkyo model; name the file that Konkyo wrote")
                .doesNotContain("export");
    }

    /** A graph (field 7 of the file) with one more output (its field 12) of float32, which follows the file. */
    private void addOutput(String name) throws IOException {
        var value = ByteBuffer.allocate(name.length() + 12)
                .put(new byte[] {(7 << 3) | 2, (byte) (name.length() + 10), (12 << 3) | 2, (byte) (name.length() + 8)})
                .put(new byte[] {(1 << 3) | 2, (byte) name.length()})
                .put(name.getBytes(StandardCharsets.UTF_8))
                .put(new byte[] {(2 << 3) | 2, 4, (1 << 3) | 2, 2, 1 << 3, 1});
        Files.write(model, value.array(), StandardOpenOption.APPEND);
    }

    @Test
    void theScoresAreTheLogitsOrTheFirstOutputThatIsNoMap() throws IOException {
        var bytes = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        addOutput("maps");
        assertThat(explain().err()).doesNotContain("heads");
        addOutput("mean");
        assertThat(explain().errLines())
                .anyMatch(
                        line -> line.contains(
                                "the model has 2 heads, logits, mean; 'logits' is taken for the scores, --scores OUTPUT takes another"));
        var mean = explain("--scores", "mean");
        assertThat(mean.status()).as(mean.err()).isZero();
        assertThat(mean.err()).doesNotContain("heads");
        var maps = explain("--scores", "maps");
        assertThat(maps.status()).isEqualTo(2);
        assertThat(maps.err()).contains("the model has no output 'maps' that may hold scores; it has logits, mean");

        Files.writeString(model, bytes.replace("logits", "answer"), StandardCharsets.ISO_8859_1);
        addOutput("mean");
        assertThat(explain().err()).contains("2 heads, answer, mean; 'answer' is taken");
    }

    @Test
    void whatOnnxRuntimeDoesNotKnowEitherIsOneLineWithBothReasons() throws IOException {
        var bytes = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        Files.writeString(model, bytes.replace("Einsum", "Nonsum"), StandardCharsets.ISO_8859_1);
        var run = explain();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("operator 'Nonsum' of domain 'ai.onnx' is not supported, and ONNX Runtime cannot open ")
                .endsWith("; export the network without it");
    }

    @Test
    void methodsThatNeedMoreSayWhichOnesWork() {
        var run = explain("--method", "grad-cam");
        assertThat(run.status()).isNotZero();
        assertThat(run.errLines())
                .anyMatch(line ->
                        line.contains("method 'grad-cam' needs gradients, which this model does not give; choose")
                                && line.contains("occlusion"));
        assertThat(explain("--layer", "maps").status()).isEqualTo(2);
        var all = explain("--methods", "all");
        assertThat(all.status()).as(all.err()).isZero();
        assertThat(all.json().stream().map(line -> line.at("/method").asString()))
                .containsExactlyInAnyOrder("occlusion", "rise");
    }

    @Test
    void evaluateAndFaithfulnessAskForScoresToo() throws IOException {
        var labels = Files.writeString(folder.resolve("labels.txt"), "red\ngreen\n");
        var data = folder.resolve("data");
        for (int label = 0; label < 2; label++) {
            byte[] rgb = new byte[3 * SIDE * SIDE];
            for (int i = 0; i < 20; i++) {
                rgb[3 * i + label] = (byte) 255;
            }
            Samples.png(new Image(SIDE, SIDE, rgb), data.resolve(label == 0 ? "red/a.png" : "green/b.png"));
        }
        var judged = run("evaluate", data, "--labels", labels, "--output", folder.resolve("out"));
        assertThat(judged.status()).as(judged.err()).isZero();
        assertThat(judged.json().getFirst().at("/accuracy").asDouble()).isEqualTo(1);
        assertThat(judged.json().getFirst().at("/faithfulness/0/method").asString())
                .isEqualTo("occlusion");
        var tested = run("faithfulness", data, "--labels", labels, "--quick", "--methods", "all");
        assertThat(tested.status()).as(tested.err()).isZero();
        assertThat(tested.json().stream().map(line -> line.at("/method").asString()))
                .containsExactly("rise", "occlusion", "centred gaussian", "random map");
        assertThat(tested.errLines())
                .anyMatch(line -> line.contains("without sanity check: the network's weights cannot be read"))
                .anyMatch(line -> line.contains("methods that cannot explain this model: cam ("));
    }

    @Test
    void otherLabelsThanScoresAreRefused() throws IOException {
        var labels = Files.writeString(folder.resolve("labels.txt"), "red\ngreen\nblue\n");
        var run = explain("--labels", labels);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).anyMatch(line -> line.contains("gives 2 scores, expected as many labels, got 3"));
    }
}
