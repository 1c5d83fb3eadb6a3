package dev.konkyo.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistillationDocumentTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theProgramInTheDocumentIsTheOneThatIsTested() throws IOException {
        String source =
                Files.readString(PROJECT.resolve("konkyo-app/src/test/java/dev/konkyo/app/DistillationExample.java"));
        String program = source.substring(
                        source.indexOf("// document: begin\n") + "// document: begin\n".length(),
                        source.indexOf("        // document: end"))
                .replaceAll("(?m)^ {8}", "");

        assertThat(Files.readString(PROJECT.resolve("docs/distillation.md"))).contains("```java\n" + program + "```");
    }

    @Test
    void theProgramTeachesAStudent(@TempDir Path folder) throws IOException {
        var photos = folder.resolve("photos");
        for (int i = 0; i < 10; i++) {
            var label = Files.createDirectories(photos.resolve(i % 2 == 0 ? "ng" : "ok"));
            PhotoWriter.writePng(Image.filled(60, 60, i % 2 * 90, 120, 20 * i), label.resolve(i + ".png"));
        }
        var network = Networks.named("patchnet26");
        var graph = network.build(NetworkShape.of(2, 64));
        var card = ModelCard.of("patchnet26", List.of("ok", "ng"), Preprocessing.stretched(64, 64));
        ModelFile.write(
                new Model(graph, network.initialization().weights(graph, new Random(1)), card),
                folder.resolve("large.onnx"));

        DistillationExample.run(
                photos,
                folder.resolve("large.onnx"),
                folder.resolve("run"),
                TrainingPlan.standard(1).with(Course.of(1, 4)));

        assertThat(folder.resolve("run/model.onnx")).isRegularFile();
    }
}
