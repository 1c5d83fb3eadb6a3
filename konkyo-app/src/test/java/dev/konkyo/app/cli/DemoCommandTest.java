package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(run("demo", "--output", folder.toString())).isEqualTo(Konkyo.FAILED);
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .contains("is not empty")
                .contains("--output DIR");
        assertThat(Files.readString(folder.resolve("mine.txt"))).isEqualTo("mine");
    }

    @Test
    void weightsNeedTheirNetwork() {
        assertThat(run("demo", "--output", folder.resolve("tour").toString(), "--weights", "some.safetensors"))
                .isEqualTo(2);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("name it with --network");
        assertThat(folder.resolve("tour")).doesNotExist();
    }

    @Test
    void weightsThatCannotBeReadAreFoundBeforePhotosAreRendered() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "no weights");
        Path tour = folder.resolve("tour");

        assertThat(run(
                        "demo",
                        "--output",
                        tour.toString(),
                        "--network",
                        "squeezenet1_0",
                        "--weights",
                        broken.toString()))
                .isEqualTo(Konkyo.FAILED);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("broken.safetensors");
        assertThat(tour.resolve("photos")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void theModelIsRightAndItsEvidenceLiesOnTheDefects() {
        Path tour = folder.resolve("tour");

        assertThat(run("demo", "--output", tour.toString())).isZero();
        String said = results.toString(StandardCharsets.UTF_8);
        assertThat(number(said, "accuracy ([0-9.]+)")).isGreaterThanOrEqualTo(0.95);
        assertThat(number(said, "true defect of ([0-9.]+)")).isGreaterThanOrEqualTo(0.9);
        assertThat(tour.resolve("report/index.html")).exists();
        assertThat(tour.resolve("run/model.onnx")).exists();
    }

    private static double number(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private int run(String... arguments) {
        return Konkyo.run(results, new PrintStream(messages, true, StandardCharsets.UTF_8), arguments);
    }
}
