package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BeltCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theFilmCanBeWatchedAndItsNutsAreListed() {
        var film = folder.resolve("belt.mp4");
        var rendered = Run.konkyo("belt", "--output", film, "--nuts", 2, "--size", 64, "--defective", 0.5, "--json");

        assertThat(rendered.status()).isZero();
        assertThat(rendered.json()).hasSize(2);
        assertThat(rendered.json().stream().map(line -> line.get("label").asString()))
                .containsExactlyInAnyOrder("ok", "ng");
        var model = Samples.modelFile(folder, "ng", "ok");
        var watched = Run.konkyo("watch", model, film, "--json", "--threads", 1);
        assertThat(watched.json()).hasSize(75);
        assertThat(watched.json().getLast().get("seconds").asDouble()).isEqualTo(2.96);
    }

    @ParameterizedTest
    @CsvSource({"--size, 65, even", "--size, 10, 64", "--nuts, 0, a nut", "--defective, 2, '[0, 1]'"})
    void wrongOptionsAreWrongUsage(String option, String value, String said) {
        var run = Run.konkyo("belt", "--output", folder.resolve("belt.mp4"), option, value);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains(said);
    }
}
