package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.ImportedModel;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of models and photos that are not as one would wish; the scores are a photo's mean red, and its opposite. */
class NotesTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void writeAModel() {
        TorchEngine.threads(1);
        data = folder.resolve("data");
        model = folder.resolve("redness.onnx");
        write(new EvidenceScale(0.5f, 3));
    }

    private void write(EvidenceScale scale) {
        var net = new GraphBuilder("redness");
        var map = net.relu(net.conv("map", net.images("image", 3, 8, 8), Convolution.of(2, 1)));
        var graph = net.build(net.linear("fc", "logits", net.flatten(net.globalAveragePool(map)), 2));
        var weights = Weights.of(Map.of(
                "map.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), 4, 0, 0, 0, 4, 0),
                "map.bias", TensorData.ofFloats(Shape.of(2), 0, 0),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 2), 1, 0, -1, -1),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0.1f)));
        var card = ModelCard.of("redness", List.of("red", "dark"), Preprocessing.stretched(8, 8));
        ModelFile.write(new Model(graph, weights, card.withEvidenceScale(scale)), model);
    }

    private void red(int count) {
        for (int i = 0; i < count; i++) {
            Samples.png(Image.filled(8, 8, 255 - 10 * i, 0, 0), data.resolve("red/" + i + ".png"));
        }
    }

    private void dark(int... levels) {
        for (int level : levels) {
            Samples.png(Image.filled(8, 8, level, level, level), data.resolve("dark/" + level + ".png"));
        }
    }

    private static Run run(Object... words) {
        var all = new ArrayList<Object>(List.of(words));
        all.addAll(List.of("--threads", 1));
        return Run.konkyo(all.toArray());
    }

    /** Red photos speak against the dark, and dark ones hold nothing red. */
    @Test
    void calibrateSaysThatTheScaleHasNoFloor() {
        red(5);
        dark(0);
        var scaled = folder.resolve("scaled.onnx");
        var run = run("calibrate", model, data, "--output", scaled);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .containsExactly(
                        "konkyo: the scale has no floor, as evidence for other labels lies below 0: weak evidence of"
                                + " every photo is coloured; where one label is of good parts, konkyo calibrate MODEL DATA --ok"
                                + " LABEL finds a floor on them");
        assertThat(run.out()).contains("floor 0, which is above the 0.95 quantile", "in each of 6");
    }

    @Test
    void calibrateSaysWhyThereIsNoScale() {
        dark(0, 1, 2);
        var run = run("calibrate", model, data);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("gives no scale: ", "expected a ceiling above the floor; use more photos");
    }

    @Test
    void exportSaysWhatAMemoryLeavesOut() {
        red(5);
        // Without any red or green an embedding is zero.
        dark(0);
        var exported = folder.resolve("exported.onnx");
        var run = run("export", model, "--output", exported, "--evidence", "--memory", data, "--channels", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines())
                .contains(
                        "konkyo: 1 of 5 photos have an embedding that is zero or not finite and are not in the memory",
                        "konkyo: the model's scale was measured on other evidence than the exported map and is left out;"
                                + " konkyo calibrate FILE DATA finds the map's own",
                        "konkyo: class 'dark' has a single photo: it is trained on, and nothing is left to validate the"
                                + " class with; add photos");
        assertThat(ModelFile.read(exported).model().card().evidenceScale()).isNull();
    }

    @Test
    void exportSaysThatOnePhotoCannotChooseAndTell() {
        red(4);
        dark(9);
        var run = run(
                "export",
                model,
                "--output",
                folder.resolve("a.onnx"),
                "--evidence",
                "--memory",
                "auto",
                "--data",
                data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "one photo is held back, which chooses the memory: how near it comes to Grad-CAM is not known;"
                                + " a larger --hold-back tells");
    }

    @Test
    void exportSaysThatRoundingWasJudgedOnItsOwnPhotos() {
        var own = folder.resolve("own.onnx");
        ModelFile.write(Samples.stepless("disc", "square"), own);
        var run = run(
                "export",
                own,
                "--output",
                folder.resolve("int8.onnx"),
                "--precision",
                "int8",
                "--calibrate",
                Samples.shapes(data, 1, 1));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("(the photos that it was calibrated on; none were left over)");
    }

    /** One of the two scores is the threshold, so one in the card would come too late. */
    @Test
    void aThresholdOfAnImportedMemoryIsNotReplaced() {
        var imported = ImportedModel.file(folder);
        red(1);
        for (var command : List.of("explain", "evaluate")) {
            var run = run(
                    command,
                    imported,
                    command.equals("explain") ? data.resolve("red/0.png") : data,
                    "--threshold",
                    0.4);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.errLines())
                    .containsExactly("konkyo: --threshold cannot change this model's: its threshold is one of its two"
                            + " scores; import it again with konkyo import-memory --threshold 0.4");
        }
        var plain = run("explain", imported, data.resolve("red/0.png"), "--json");
        assertThat(plain.json().getFirst().at("/label").asString()).isEqualTo("pa");
        assertThat(Files.exists(imported)).isTrue();
    }
}
