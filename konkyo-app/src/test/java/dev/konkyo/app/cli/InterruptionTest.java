package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training that is told to end, in a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aTrainingThatIsEndedKeepsItsBestModelAndWritesItsReport(@TempDir Path folder) throws Exception {
        var run = folder.resolve("run");
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        var messages = folder.resolve("messages");
        var process = start(
                messages,
                List.of("train", data.toString(), "--output", run.toString(), "--network", Samples.NETWORK),
                List.of("--image-size", "48", "--epochs", "100000", "--batch", "8", "--threads", "1"));
        endAfter("epoch 2: loss", process, messages);
        var said = Files.readString(messages);
        assertThat(said).contains("konkyo: best epoch ", "ended early", "model.onnx");
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(run.resolve("model.onnx")).isRegularFile();
        assertThat(run.resolve("report.html")).content().contains("ended early", "<svg");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aCrossValidationThatIsEndedSaysSoAndEnds(@TempDir Path folder) throws Exception {
        var run = folder.resolve("run");
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        var plan = Files.writeString(folder.resolve("plan.yaml"), "course: {epochs: 100000}\n");
        var messages = folder.resolve("messages");
        var process = start(
                messages,
                List.of("train", data.toString(), "--output", run.toString(), "--network", Samples.NETWORK),
                List.of(
                        "--plan",
                        plan.toString(),
                        "--folds",
                        "2",
                        "--image-size",
                        "48",
                        "--batch",
                        "8",
                        "--threads",
                        "1"));
        endAfter("epoch 1: loss", process, messages);
        assertThat(Files.readString(messages)).contains("ending: ", "ended early, no model yet: go on with --resume");
        assertThat(process.exitValue()).isEqualTo(128 + 15);
    }

    /** SIGKILL leaves no time to tidy up; the run goes on from what lies on the disk. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aTrainingThatWasKilledIsResumedToTheNumbersOfAnUnbrokenOne(@TempDir Path folder) throws Exception {
        var data = Samples.shapes(folder.resolve("data"), 10, 1);
        var messages = folder.resolve("messages");
        var killed = folder.resolve("killed");
        var whole = folder.resolve("whole");
        List<String> network = List.of("--network", Samples.NETWORK, "--image-size", "48", "--batch", "8");
        List<String> course = List.of("--epochs", "40", "--seed", "3", "--threads", "1");
        var process = start(
                messages,
                List.of("train", data.toString(), "--output", killed.toString()),
                Stream.concat(network.stream(), course.stream()).toList());
        try {
            waitFor("epoch 2: loss", process, messages);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        assertThat(learnt(killed)).hasSizeBetween(2, 40);

        assertThat(Run.konkyo("train", data, "--output", killed, "--resume").status())
                .isZero();
        List<Object> unbroken = new ArrayList<>(List.of("train", data, "--output", whole));
        unbroken.addAll(network);
        unbroken.addAll(course);
        assertThat(Run.of(unbroken).status()).isZero();

        assertThat(learnt(killed)).hasSize(41).isEqualTo(learnt(whole));
        assertThat(ModelFile.read(killed.resolve("model.onnx")).model().weights())
                .isEqualTo(ModelFile.read(whole.resolve("model.onnx")).model().weights());
    }

    /** Epoch, rate, losses and accuracies of each epoch, without what depends on the clock. */
    private static List<String> learnt(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> String.join(",", Arrays.asList(line.split(",", -1)).subList(0, 6)))
                .toList();
    }

    /** As Ctrl-C and `kill` do, once it has said so much. */
    private static void endAfter(String words, Process process, Path messages) throws Exception {
        try {
            waitFor(words, process, messages);
            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void waitFor(String words, Process process, Path messages) throws Exception {
        while (process.isAlive() && !Files.readString(messages).contains(words)) {
            Thread.sleep(10);
        }
    }

    private static Process start(Path messages, List<String> first, List<String> second) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
        command.add(Konkyo.class.getName());
        command.addAll(first);
        command.addAll(second);
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(messages.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }
}
