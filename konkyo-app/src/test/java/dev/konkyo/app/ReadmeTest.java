package dev.konkyo.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.WeightedGraph;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadmeTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @ValueSource(strings = {"ReadmeExample", "ReadmeEvidenceExample"})
    void theProgramsInTheReadmeAreThoseThatAreTested(String name) throws IOException {
        String source = Files.readString(PROJECT.resolve("konkyo-app/src/test/java/dev/konkyo/app/" + name + ".java"));
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

    @Test
    void theProgramForEvidenceInTheFileExplainsAPhoto(@TempDir Path folder) throws IOException {
        var network = Networks.named("squeezenet1_1");
        var graph = network.build(NetworkShape.of(2, 64));
        var weights = network.initialization().weights(graph, new Random(1));
        var layer = EvidenceLayer.of(graph).value();
        var evident = EvidenceOutputs.add(
                new WeightedGraph(graph, weights), layer, true, new EvidenceOutputs.Lookup.ByClass());
        var card = ModelCard.of("squeezenet1_1", List.of("ng", "ok"), Preprocessing.stretched(64, 64));
        ModelFile.write(new Model(evident.graph(), evident.weights(), card), folder.resolve("model.onnx"));
        PhotoWriter.writePng(Image.filled(300, 400, 90, 120, 60), folder.resolve("photo.png"));

        var label = ReadmeEvidenceExample.run(
                folder.resolve("model.onnx"), folder.resolve("photo.png"), folder.resolve("evidence.png"));

        assertThat(label).isIn("ng", "ok");
        assertThat(PhotoReader.standard().read(folder.resolve("evidence.png")).width())
                .isEqualTo(400);
    }
}
