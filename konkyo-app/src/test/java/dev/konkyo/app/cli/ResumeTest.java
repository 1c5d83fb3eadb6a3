package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is resumed by its folder alone, from the start that it had. */
class ResumeTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void draw() {
        data = Samples.shapes(folder.resolve("data"), 6, 1);
    }

    private Run train(Object... more) {
        return Run.of(List.of("train", data, "--output", folder.resolve("run"), "--threads", 1), more);
    }

    private Path weights(String name, int seed) {
        return Samples.weights(folder.resolve(name), seed, Map.of("padding", "same"));
    }

    private static void assertRefused(Run run, String... told) {
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains(told).doesNotContain("Exception");
    }

    @Test
    void theStartNeedNotBeRepeatedAndMayNotChange() throws IOException {
        var weights = weights("first.safetensors", 3);
        var begun =
                train("--weights", weights, "--image-size", 40, "--classifier", "linear", "--epochs", 1, "--batch", 4);
        assertThat(begun.status()).as(begun.err()).isZero();
        assertThat(begun.err()).contains("in batches of 4").doesNotContain("{\"");

        var resumed = train("--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("nothing is left to train");
        // What a default or the weights decided may be said aloud.
        assertThat(train("--resume", "--network", Samples.NETWORK, "--padding", "same", "--image-size", 40)
                        .status())
                .isZero();

        assertRefused(train("--resume", "--network", "resnet18"), "--network was mobilenet_v1_0.25, now resnet18");
        assertRefused(train("--resume", "--padding", "symmetric"), "--padding was SAME, now symmetric");
        assertRefused(train("--resume", "--image-size", 48), "--image-size was 40, now 48");
        assertRefused(train("--resume", "--classifier", "own"), "--classifier was linear, now own");
        assertRefused(train("--resume", "--dropout", 0.5), "--dropout was not given, now 0.5");
        assertRefused(
                train("--resume", "--weights", weights("second.safetensors", 4)),
                "--weights was " + weights,
                "now " + folder.resolve("second.safetensors"));

        var moved = Files.move(weights, folder.resolve("moved.safetensors"));
        assertRefused(train("--resume"), "first.safetensors", "is not there any more", "--weights");
        assertThat(train("--resume", "--weights", moved).status()).isZero();
        weights("first.safetensors", 5);
        assertRefused(train("--resume"), "first.safetensors has changed since the run began");
    }

    @Test
    void aRunFromAModelOfTheUsersOwnGoesOnFromIt() throws IOException {
        var own = Samples.foreignFile(folder, 7);
        assertThat(train("--from", own, "--preprocessing", "unit", "--epochs", 1)
                        .status())
                .isZero();
        var resumed = train("--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertRefused(train("--resume", "--preprocessing", "tensorflow"), "--preprocessing was unit, now tensorflow");
        assertThat(folder.resolve("run/plan.json")).content().contains("\"sha256\"", "foreign.onnx");
    }

    @Test
    void teachersNeedNotBeRepeatedEither() {
        var teacher = Samples.modelFile(folder, "disc", "square");
        var begun = train("--teacher", teacher, "--temperature", 3, "--network", Samples.NETWORK, "--epochs", 1);
        assertThat(begun.status()).as(begun.err()).isZero();
        var resumed = train("--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("nothing is left to train");
        assertThat(train("--resume", "--temperature", 3).status()).isZero();
        assertRefused(train("--resume", "--temperature", 5), "teaching.temperature was 3.0, now 5.0");
    }

    @Test
    void photosThatWereLostAreNamedAgainInEveryFold() throws IOException {
        Files.write(
                data.resolve("disc/disc_000.png"),
                Arrays.copyOf(Files.readAllBytes(data.resolve("disc/disc_000.png")), 300));
        var words = new Object[] {"--network", Samples.NETWORK, "--image-size", 32, "--folds", 2, "--epochs", 1};
        var begun = train(words);
        assertThat(begun.status()).as(begun.err()).isZero();
        var resumed = train("--resume", "--json");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.json().getFirst().at("/skipped/0/image").asString()).endsWith("disc_000.png");
        assertThat(resumed.json().getFirst().at("/skipped")).hasSize(1);
        assertThat(folder.resolve("run/report.html")).content().contains("<h2>Skipped", "disc_000.png");
    }

    /** A report is replaced as a whole: who reads the old one goes on reading it. */
    @Test
    void theReportIsReplacedAndNotWrittenOver() throws IOException {
        var begun = train("--network", Samples.NETWORK, "--image-size", 32, "--epochs", 1, "--batch", 4);
        assertThat(begun.status()).as(begun.err()).isZero();
        var report = folder.resolve("run/report.html");
        Files.writeString(report, "old");
        var reader = Files.createLink(folder.resolve("reader.html"), report);

        assertThat(train("--resume").status()).isZero();

        assertThat(reader).hasContent("old");
        assertThat(report).content().startsWith("<!");
    }
}
