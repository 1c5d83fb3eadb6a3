package dev.konkyo.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadmeTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theProgramInTheReadmeIsTheOneThatIsTested() throws IOException {
        String source = Files.readString(PROJECT.resolve("konkyo-app/src/test/java/dev/konkyo/app/ReadmeExample.java"));
        String program = source.substring(
                        source.indexOf("// README: begin\n") + "// README: begin\n".length(),
                        source.indexOf("        // README: end"))
                .replaceAll("(?m)^ {8}", "");

        assertThat(Files.readString(PROJECT.resolve("README.md"))).contains("```java\n" + program + "```");
    }

    @Test
    void theProgramExplainsAPhoto(@TempDir Path folder) throws IOException {
        var network = Networks.named("squeezenet1_1");
        var graph = network.build(NetworkShape.of(2, 64));
        var card = ModelCard.of("squeezenet1_1", List.of("ng", "ok"), Preprocessing.stretched(64, 64))
                .withEvidenceLayer(EvidenceLayer.of(graph).value());
        ModelFile.write(
                new Model(graph, network.initialization().weights(graph, new Random(1)), card),
                folder.resolve("model.onnx"));
        PhotoWriter.writePng(Image.filled(300, 400, 90, 120, 60), folder.resolve("photo.png"));

        ReadmeExample.run(folder.resolve("model.onnx"), folder.resolve("photo.png"), folder.resolve("evidence.png"));

        assertThat(PhotoReader.standard().read(folder.resolve("evidence.png")).width())
                .isEqualTo(400);
    }
}
