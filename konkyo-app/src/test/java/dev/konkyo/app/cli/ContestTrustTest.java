package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.faithfulness.MethodFindings;
import dev.konkyo.onnx.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose weights are drawn; one of them was damaged after it had been compared. */
class ContestTrustTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private Map<String, Trust> trust(int photos) throws IOException {
        var contest = new ContestFolder(folder.resolve("out"));
        for (var network : List.of("whole", "damaged")) {
            Files.createDirectories(contest.run(network));
            // The classes in another order than in the data.
            ModelFile.write(Samples.stepless("square", "disc"), contest.model(network));
        }
        Files.writeString(contest.model("damaged"), "no model");
        Dataset held = DatasetReader.standard().read(Samples.shapes(folder.resolve("data"), 8, 1));
        var output =
                new Output(OutputStream.nullOutputStream(), new PrintStream(messages, true, StandardCharsets.UTF_8));
        return new ContestTrust(output, contest, held, 1, photos).of(List.of(finished("whole"), finished("damaged")));
    }

    private static Entrant.Finished finished(String network) {
        return new Entrant.Finished(network, "from scratch", null, List.of(), 1, 2, 3, 4.5, 1, 6, null);
    }

    @Test
    void everyNetworkIsTestedOnTheSameFewPhotosBesideBothBaselines() throws IOException {
        var trust = trust(10);
        assertThat(trust.keySet()).containsExactly("whole", "damaged");
        var whole = trust.getOrDefault("whole", new Trust.Untested("missing"));
        assertThat(whole.found()).hasValueSatisfying(found -> {
            assertThat(found.decisions()).isEqualTo(10);
            assertThat(found.methods())
                    .extracting(MethodFindings::name)
                    .containsExactly("cam", "centred gaussian", "random map");
            assertThat(found.methods())
                    .allSatisfy(method -> assertThat(method.numbers()).containsKeys("deletion", "insertion"));
        });
        assertThat(trust.get("damaged")).isInstanceOf(Trust.Untested.class);
        assertThat(messages.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .startsWith("konkyo: whole: testing how far its evidence can be trusted")
                .anyMatch(line -> line.matches("konkyo: whole: cam has deletion 0\\.\\d+, insertion 0\\.\\d+.*"))
                .anyMatch(line -> line.startsWith("konkyo: damaged: its evidence was not tested: "));
    }

    @Test
    void nobodyWhoAsksForNoneWaits() throws IOException {
        assertThat(trust(0)).isEmpty();
        assertThat(messages.size()).isZero();
    }
}
