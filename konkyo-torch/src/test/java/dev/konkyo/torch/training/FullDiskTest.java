package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.torch.TorchEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The older checkpoint outlives a disk that is full while the next one is written, whichever file of it does not fit. */
final class FullDiskTest {
    @TempDir
    private Path folder;

    /** What is unpacked here a child need not unpack, to which the limit on files would apply. */
    @BeforeAll
    static void unpackTheEngine() {
        TorchEngine.threads(1);
    }

    @Test
    void everyPageTooFewOnARealDiskLeavesTheOlderCheckpointIntact() throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=1m konkyo \"$0\"";
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh"))
                        && run("sh", "-c", "exec unshare -Urm sh -c '" + mount + "' \"$0\"", folder).status == 0,
                "this system lets nobody mount a small disk of their own");

        Finished finished = run(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                folder,
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder,
                "pages");

        requireEveryFileRefused(finished, "No space left on device");
        // As large as the weights, so only counted space tells the two apart.
        assertThat(finished.output).contains("average.safetensors: ").endsWith("saved epoch-2");
    }

    @Test
    void everyFileThatMayNotGrowLeavesTheOlderCheckpointIntact() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");

        // 256 blocks of 512 bytes; the virtual machine's own file of counters would be larger.
        Finished finished = run(
                "sh",
                "-c",
                "ulimit -f 256 && exec \"$@\"",
                "sh",
                java(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder,
                "files");

        requireEveryFileRefused(finished, "File too large");
        assertThat(finished.output).endsWith("saved false");
    }

    private static void requireEveryFileRefused(Finished finished, String reason) {
        assertThat(finished.status).as(finished.output).isZero();
        List<String> refusals = finished.output
                .lines()
                .filter(line -> line.startsWith("cannot write"))
                .toList();
        for (String file : List.of("weights.safetensors", "optimizer.pt", "state.json")) {
            assertThat(refusals).anyMatch(line -> line.contains(file) && line.contains(reason));
        }
        assertThat(refusals).allMatch(line -> line.endsWith(reason));
    }

    private record Finished(int status, String output) {}

    private static Finished run(Object... words) throws IOException, InterruptedException {
        List<String> command = List.of(words).stream().map(Object::toString).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The system's reasons are looked for by their English words.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output.strip());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
