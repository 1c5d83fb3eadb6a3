package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.onnx.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with its defaults on real photos of three gestures of a hand. */
final class JankenTest {
    private static final Path DATA = Path.of(System.getProperty("konkyo.data", "none"));

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void fineTuningOnEightyPhotosIsRightOnTheFifthThatWasHeldBack() {
        var photos = DATA.resolve("janken");
        var weights = DATA.resolve("weights/mobilenet_v2.safetensors");
        assumeTrue(Files.exists(photos) && Files.exists(weights), () -> photos + " or " + weights + " is missing");

        var run = Run.konkyo("train", photos, "--weights", weights, "--output", folder.resolve("run"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines()).anyMatch(line -> line.contains("validation on 17 photos"));
        var card = ModelFile.read(folder.resolve("run/model.onnx")).model().card();
        assertThat(Double.parseDouble(card.provenance().get("validationAccuracy")))
                .isGreaterThanOrEqualTo(0.97);
    }
}
