package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Photos of a red, a green and a blue square, of which one shines: that is the class. Eigen-CAM names what the features respond to, whatever the
 * classes and the weights are, so a trained network's map and a forgetful one's are alike. CAM and Grad-CAM name what speaks for the class.
 */
class SanityCommandTest {
    private static final int SIDE = 48;
    private static final int SQUARE = 12;
    private static final int QUARTER = SIDE / 2;
    private static final List<String> LABELS = List.of("red", "green", "blue");

    @TempDir
    Path folder;

    private static Image photo(int label, Random random) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(20);
        }
        List<Integer> quarters = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(quarters, random);
        for (int colour = 0; colour < LABELS.size(); colour++) {
            int top = quarters.get(colour) / 2 * QUARTER + random.nextInt(QUARTER - SQUARE);
            int left = quarters.get(colour) % 2 * QUARTER + random.nextInt(QUARTER - SQUARE);
            for (int i = 0; i < SQUARE * SQUARE; i++) {
                int place = (top + i / SQUARE) * SIDE + left + i % SQUARE;
                rgb[3 * place + colour] = (byte) (random.nextInt(20) + (colour == label ? 230 : 50));
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }

    /** Two convolutions and a linear layer, learnt until they know every photo. */
    private Path trained(Path data) {
        var net = new GraphBuilder("plain");
        var x = net.images("input", 3, SIDE, SIDE);
        x = net.relu(net.conv("conv1", x, Convolution.of(12, 3).padding(1)));
        x = net.relu(net.conv(
                "conv2", net.maxPool(x, 2, 2, 0, false), Convolution.of(24, 3).padding(1)));
        var graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), LABELS.size()));
        var start = folder.resolve("start.onnx");
        ModelFile.write(
                new Model(
                        graph,
                        Initialization.KAIMING.weights(graph, new Random(5)),
                        ModelCard.of("plain", LABELS, Preprocessing.stretched(SIDE, SIDE))),
                start);
        var run = Run.konkyo(
                "train",
                data,
                "--from",
                start,
                "--output",
                folder.resolve("run"),
                "--epochs",
                15,
                "--batch",
                8,
                "--rate",
                0.02,
                "--augment",
                "none",
                "--threads",
                1,
                "--seed",
                1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("validation accuracy 1.0000");
        return folder.resolve("run/model.onnx");
    }

    @Test
    void eigenCamOfATrainedNetworkFailsInRedWordsAndCamPasses() throws IOException {
        var random = new Random(2);
        var data = folder.resolve("data");
        for (int i = 0; i < 20; i++) {
            for (int label = 0; label < LABELS.size(); label++) {
                Samples.png(photo(label, random), data.resolve(LABELS.get(label), "photo%02d.png".formatted(i)));
            }
        }
        var trust = folder.resolve("trust");
        var run = Run.konkyo(
                "faithfulness",
                trained(data),
                data,
                "--methods",
                "cam,grad-cam,eigen-cam",
                "--photos",
                6,
                "--sanity",
                6,
                "--quick",
                "--threads",
                1,
                "--output",
                trust);
        assertThat(run.status()).as(run.err()).isZero();

        var lines = Files.readAllLines(trust.resolve("faithfulness.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines.stream().limit(3).map(line -> line.at("/method").asString()))
                .containsExactly("cam", "grad-cam", "eigen-cam");
        assertThat(lines.stream().limit(3).map(line -> line.at("/sanity/passed").asBoolean()))
                .containsExactly(true, true, false);
        var steps = lines.get(2).at("/sanity/steps");
        assertThat(steps.get(0).at("/absoluteRankCorrelation").asDouble())
                .as("features that forgot the classes alone are the same")
                .isGreaterThan(0.99);
        JsonNode last = steps.get(steps.size() - 1);
        assertThat(last.at("/compared").asInt()).isEqualTo(6);
        assertThat(last.at("/chance").asDouble()).isLessThan(0.05);

        var words = "fails the sanity check: its maps hardly change (rank correlation %.2f without sign)"
                .formatted(last.at("/absoluteRankCorrelation").asDouble());
        assertThat(run.outLines())
                .anyMatch(line -> line.matches("eigen-cam .* FAILS *"))
                .anyMatch(line -> line.matches("cam .* passes *"))
                .anyMatch(line -> line.matches("grad-cam .* passes *"))
                .anyMatch(line -> line.startsWith("WARNING: eigen-cam " + words))
                .noneMatch(line -> line.startsWith("WARNING: cam fails"));
        assertThat(trust.resolve("index.html"))
                .content()
                .contains("<p class=\"wrong\">eigen-cam " + words, "<td class=\"wrong\">fails</td>", "<td>passes</td>");
    }
}
