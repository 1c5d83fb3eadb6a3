package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @Test
    void everyCommandDoesWhatItShould(@TempDir Path folder) throws Exception {
        var messages = new ByteArrayOutputStream();
        int status = Rehearsal.in(folder, new PrintStream(messages, true, StandardCharsets.UTF_8));
        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(folder.resolve("output/index.html")).isRegularFile();
    }
}
