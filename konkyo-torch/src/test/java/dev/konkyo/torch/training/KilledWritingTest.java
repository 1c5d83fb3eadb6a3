package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it writes a checkpoint, without any chance to tidy up, leaves the one before, from which training goes on
 * as if nothing had happened. What is asserted holds wherever the kill lands.
 */
final class KilledWritingTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKillAtAnyFileOfACheckpointLeavesOneToGoOnFrom() throws Exception {
        List<Run> runs = new ArrayList<>();
        try {
            for (String file : List.of("weights.safetensors", "optimizer.pt", "state.json")) {
                runs.add(Run.begun(folder.resolve(file), file));
            }
            // All at once, as most of the time goes into starting them.
            while (runs.stream().anyMatch(run -> run.process.isAlive())) {
                runs.stream().filter(Run::isToBeKilled).forEach(run -> run.process.destroyForcibly());
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
        } finally {
            runs.forEach(run -> run.process.destroyForcibly());
        }
        for (Run run : runs) {
            assertThat(run.folder.resolve("errors.txt")).content().doesNotContain("Exception");
            requireSound(run.last());
        }
    }

    /** A process that is to be killed when it has a checkpoint and is at this file of the next one. */
    private record Run(Path folder, String file, Process process) {
        static Run begun(Path folder, String file) throws IOException {
            Path last = Files.createDirectories(folder.resolve("last"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndlessCheckpoints.class.getName(),
                            last.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(folder.resolve("errors.txt").toFile())
                    .start();
            return new Run(folder, file, process);
        }

        Path last() {
            return folder.resolve("last");
        }

        boolean isToBeKilled() {
            if (!Files.exists(last().resolve("state.json"))) {
                return false;
            }
            try (Stream<Path> files = Files.walk(last())) {
                return files.map(path -> path.getFileName().toString())
                        .anyMatch(name -> name.startsWith("." + file) && name.endsWith(".tmp"));
            } catch (IOException | UncheckedIOException _) {
                // Something was removed while it was listed.
                return false;
            }
        }
    }

    /** Everything in the checkpoint is that of a training which nobody killed, and so are the steps after it, saved in the same folder. */
    private static void requireSound(Path last) throws IOException {
        Checkpoint checkpoint = new Checkpoint(last);
        Checkpoint.State state = checkpoint.state().orElseThrow();
        List<EpochResult> epochs = new ArrayList<>(state.epochs());
        try (TinyTraining unbroken = new TinyTraining(EndlessCheckpoints.CHANNELS);
                TinyTraining resumed = new TinyTraining(EndlessCheckpoints.CHANNELS)) {
            for (EpochResult epoch : epochs) {
                assertThat(epoch.trainingLoss()).isEqualTo(unbroken.learn());
            }
            AtomicFile.sweep(last);
            checkpoint.restore(state, resumed.network, resumed.descent, resumed.average);
            for (int step = 0; step < 3; step++) {
                assertThat(resumed.network.weights()).isEqualTo(unbroken.network.weights());
                assertThat(resumed.average.weights()).isEqualTo(unbroken.average.weights());
                EndlessCheckpoints.learnAndSave(resumed, checkpoint, epochs);
                assertThat(epochs.getLast().trainingLoss()).isEqualTo(unbroken.learn());
            }
        }
        try (Stream<Path> left = Files.list(last)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("state.json", "epoch-" + epochs.size());
        }
    }
}
