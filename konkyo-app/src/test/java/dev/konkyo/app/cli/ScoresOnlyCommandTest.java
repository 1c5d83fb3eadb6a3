package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        model = folder.resolve("einsum.onnx");
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/einsum.onnx"))) {
            Files.copy(file, model);
        }
        // Red but for the lower right quarter, which is green.
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean green = i / SIDE >= 4 && i % SIDE >= 4;
            rgb[3 * i + (green ? 1 : 0)] = (byte) 255;
        }
        photo = Samples.png(new Image(SIDE, SIDE, rgb), folder.resolve("photo.png"));
    }

    private Run explain(Object... more) {
        var arguments = new Object[more.length + 8];
        Object[] first = {"explain", model, photo, "--preprocessing", "unit", "--threads", 1, "--json"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Run.konkyo(arguments);
    }

    @Test
    void scoresAreThoseOfTheOperatorThatOnlyOnnxRuntimeKnows() {
        var run = explain("--target", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .anyMatch(line -> line.contains("operator 'Einsum'")
                        && line.contains("ONNX Runtime runs it, so its scores alone are asked"));
        var line = run.json().getFirst();
        assertThat(line.at("/method").asString()).isEqualTo("occlusion");
        // Three quarters red and one green: 0.75 - 0.25 against 2 * 0.25.
        assertThat(line.at("/scores/0").asDouble()).isCloseTo(0.5, within(1e-5));
        assertThat(line.at("/evidence/max").asDouble()).isPositive();
    }

    @Test
    void theEvidenceLiesOnWhatSpeaksForTheClass() {
        var run = explain("--target", "1", "--methods", "occlusion,rise");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(2);
        var green = explain("--target", "1", "--output", folder.resolve("green"));
        assertThat(green.status()).as(green.err()).isZero();
        assertThat(folder.resolve("green/photo.npy")).isRegularFile();
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
        var judged = Run.konkyo(
                "evaluate",
                model,
                data,
                "--preprocessing",
                "unit",
                "--labels",
                labels,
                "--threads",
                1,
                "--json",
                "--output",
                folder.resolve("out"));
        assertThat(judged.status()).as(judged.err()).isZero();
        assertThat(judged.json().getFirst().at("/accuracy").asDouble()).isEqualTo(1);
        assertThat(judged.json().getFirst().at("/faithfulness/0/method").asString())
                .isEqualTo("occlusion");
        var tested = Run.konkyo(
                "faithfulness",
                model,
                data,
                "--preprocessing",
                "unit",
                "--labels",
                labels,
                "--threads",
                1,
                "--json",
                "--quick",
                "--methods",
                "all");
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
