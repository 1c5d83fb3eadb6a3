package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExportCommandTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path exported = Path.of("");

    @BeforeEach
    void drawPhotos() {
        TorchEngine.threads(1);
        model = Samples.modelFile(folder, "disc", "square");
        data = Samples.shapes(folder.resolve("data"), 6, 1);
        exported = folder.resolve("exported.onnx");
    }

    private Run export(Object... more) {
        return Run.of(List.of("export", model, "--output", exported, "--threads", 1), more);
    }

    @Test
    void withoutEvidenceTheFileDecidesAsBefore() {
        var run = export();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("exported.onnx: logits (fp32)");
        assertThat(run.err()).contains("golden inputs: 0 photos, 3 drawn pictures; the model answers ");
        var photos = export("--data", data);
        assertThat(photos.err()).containsPattern("golden inputs: [23] photos");
        assertThat(Run.konkyo("show", exported, "--check").err()).contains("3 golden inputs");
    }

    @Test
    void theHeadsWeightsGiveFourOutputsAndTheSameMapAsCam() {
        var run = export("--evidence");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("multiply-adds instead of", " pairs of runs ");
        var shown = Run.konkyo("show", exported, "--json", "--check").json().getFirst();
        assertThat(shown.at("/outputs").toString())
                .contains(
                        "\"scores\",\"type\":\"float32\",\"shape\":[-1,2]",
                        "\"embedding\",\"type\":\"float32\",\"shape\":[-1,256]",
                        "\"evidence\",\"type\":\"float32\",\"shape\":[-1,2,2]",
                        "\"cluster\",\"type\":\"int64\",\"shape\":[-1]");
        var photo = data.resolve("disc/disc_000.png");
        var graph = explained(exported, photo);
        assertThat(graph.at("/method").asString()).isEqualTo("faster-grad-cam");
        assertThat(graph.at("/cluster").asInt(-1)).isBetween(0, 1);
        var cam = explained(exported, photo, "--method", "grad-cam");
        assertThat(cam.has("cluster")).isFalse();
        var plain = explained(model, photo, "--method", "grad-cam");
        assertThat(graph.at("/label")).isEqualTo(plain.at("/label"));
        for (var other : List.of(cam, plain)) {
            double largest = graph.at("/evidence/max").asDouble();
            assertThat(largest).isPositive();
            assertThat(other.at("/evidence/max").asDouble()).isCloseTo(largest, within(1e-3 * largest));
            assertThat(other.at("/score").asDouble())
                    .isCloseTo(graph.at("/score").asDouble(), within(1e-5));
        }
    }

    private static JsonNode explained(Path file, Path photo, Object... more) {
        var run = Run.of(List.of("explain", file, photo, "--json", "--threads", 1), more);
        assertThat(run.status()).as(run.err()).isZero();
        return run.json().getFirst();
    }

    /** Of a network whose scores differ: those of the other tests are equal after rounding. */
    @Test
    void withoutAMemoryTheClusterIsTheClassThatIsSaid() {
        ModelFile.write(Samples.stepless("disc", "square"), model);
        var run = export("--evidence");
        assertThat(run.status()).as(run.err()).isZero();
        var lines =
                Run.konkyo("explain", exported, data, "--json", "--threads", 1).json();
        assertThat(lines).hasSize(12).allSatisfy(line -> {
            assertThat(Math.abs(line.at("/scores/disc").asDouble()
                            - line.at("/scores/square").asDouble()))
                    .isGreaterThan(1e-4);
            assertThat(line.at("/cluster").asInt(-1))
                    .isEqualTo(
                            List.of("disc", "square").indexOf(line.at("/label").asString()));
        });
    }

    @Test
    void anotherLabelIsExplainedByGradients() {
        export("--evidence");
        var photo = data.resolve("disc/disc_000.png");
        var said = explained(exported, photo).at("/label").asString();
        var other = said.equals("disc") ? "square" : "disc";
        assertThat(explained(exported, photo, "--target", other).at("/method").asString())
                .isEqualTo("cam");
        var asked = Run.konkyo(
                "explain", exported, photo, "--target", other, "--method", "faster-grad-cam", "--threads", 1);
        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.errLines()).last().asString().contains("highest score only");
        var without = Run.konkyo("explain", model, photo, "--method", "faster-grad-cam", "--threads", 1);
        assertThat(without.status()).isEqualTo(1);
        assertThat(without.errLines()).last().asString().contains("konkyo export --evidence");
    }

    /** The sample model with scores that differ far more than last digits: those of a deep random network are of the order of 1e-16. */
    private static Model decided() {
        var model = Samples.model("disc", "square");
        float[] weight = model.weights().at("classifier.weight").toFloats();
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= 1e16f;
        }
        var shape = model.weights().at("classifier.weight").shape();
        var weights = model.weights()
                .with("classifier.weight", TensorData.ofFloats(shape, weight))
                .with("classifier.bias", TensorData.ofFloats(Shape.of(2), 5.2f, 0));
        return new Model(model.graph(), weights, model.card());
    }

    @Test
    void aMemoryIsBuiltSaidAndUsed() {
        ModelFile.write(decided(), model);
        var run = export("--evidence", "--memory", data, "--clusters", 3, "--channels", 20);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("memory of 10 photos in 3 clusters (euclidean, purity ", "20 of 256 channels each")
                .contains("rank correlation with Grad-CAM", "on 2 held-out photos");
        var facts = ModelFile.read(exported).model().card().provenance();
        assertThat(facts).containsKeys("evidence", "evidence fidelity", "evidence clusters", "evidence model");
        var golden = ModelFile.read(exported).golden().orElseThrow();
        assertThat(golden.cases())
                .extracting(Golden.Case::input)
                .hasSize(3)
                .hasAtLeastOneElementOfType(GoldenInput.Photo.class)
                .doesNotHaveAnyElementsOfTypes(GoldenInput.Noise.class);
        var evaluated = Run.konkyo("evaluate", exported, data, "--json", "--threads", 1, "--faithfulness", 0);
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        var before = Run.konkyo("evaluate", model, data, "--json", "--threads", 1, "--faithfulness", 0);
        assertThat(before.json().getFirst().at("/confusion")).hasToString("[[4,2],[3,3]]");
        assertThat(evaluated.json()).isEqualTo(before.json());
        var again = folder.resolve("again.onnx");
        var left = Run.konkyo("export", exported, "--evidence", "--output", again, "--threads", 1);
        assertThat(left.status()).as(left.err()).isZero();
        assertThat(left.err()).contains("the file's own memory is left out");
        assertThat(ModelFile.read(again).model().card().provenance())
                .containsKey("evidence")
                .doesNotContainKeys("evidence fidelity", "evidence clusters", "evidence model");
    }

    @Test
    void autoTriesBothDistancesAndSaysWhichIsNearer() {
        var run = export("--evidence", "--memory", "auto", "--data", data, "--hold-back", 0.4);
        assertThat(run.status()).as(run.err()).isZero();
        // Of four photos held back two choose, and the two others say how good the choice is.
        assertThat(ModelFile.read(exported).model().card().provenance().get("evidence fidelity"))
                .endsWith(" on 2 held-out photos, none of the 2 that it was chosen by");
        assertThat(run.err())
                .contains("nearest to Grad-CAM with euclidean distance", "with spherical distance")
                .contains(
                        "nearness to Grad-CAM, spherical distance, 40 clusters: ",
                        " with 50 channels",
                        " with all channels");
    }

    @Test
    void cosinesNeedNoMemoryAndAreExplainedAsByCam() {
        var plain = Samples.model("disc", "square");
        var network = new ClassifierStyle.Cosine(8, 0, CosineHead.Centres.LEARNT).on(plain.network(), 2, new Random(3));
        ModelFile.write(
                new Model(network.graph(), network.weights(), plain.card().withScores(ScoreKind.COSINE)), model);
        var run = export("--evidence");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("exported.onnx: scores, embedding, evidence, cluster (fp32)");
        var photo = data.resolve("disc/disc_000.png");
        var graph = explained(exported, photo);
        var cam = explained(model, photo);
        assertThat(cam.at("/method").asString()).isEqualTo("cam");
        assertThat(graph.at("/method").asString()).isEqualTo("faster-grad-cam");
        double largest = cam.at("/evidence/max").asDouble();
        assertThat(largest).isPositive();
        assertThat(graph.at("/evidence/max").asDouble()).isCloseTo(largest, within(1e-3 * largest));
        assertThat(List.of(
                        graph.at("/evidence/unit").asString(),
                        cam.at("/evidence/unit").asString()))
                .containsExactly("cosine", "cosine");
    }

    @Test
    void aStoredMemoryServesItsOwnModelOnly() {
        var memory = folder.resolve("memory.safetensors");
        assertThat(export("--evidence", "--memory", data, "--memory-output", memory)
                        .status())
                .isZero();
        var stored = export("--evidence", "--memory", memory);
        assertThat(stored.status()).as(stored.err()).isZero();
        assertThat(ModelFile.read(exported).model().card().provenance().get("evidence"))
                .as("all channels are kept unless fewer are asked for")
                .endsWith("256 of 256 channels each");
        var network = Networks.named(Samples.NETWORK);
        var graph = network.build(NetworkShape.of(2, Samples.SIDE));
        var card = Samples.model("disc", "square").card();
        ModelFile.write(new Model(graph, Initialization.KAIMING.weights(graph, new Random(9)), card), model);
        var run = export("--evidence", "--memory", memory);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("built for another model");
    }

    @Test
    void anEarlierLayerNeedsAMemoryAndGivesAFinerMap() {
        var graph = Samples.model("disc", "square").graph();
        var layer = graph.nodes().stream()
                .map(node -> node.output())
                .filter(name -> ShapeInference.shape(graph, name, 1).equals(Shape.of(1, 128, 3, 3)))
                .reduce((first, second) -> second)
                .orElseThrow();
        var refused = export("--evidence", "--layer", layer);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errLines()).last().asString().contains("--memory DATA");
        var run = export("--evidence", "--layer", layer, "--memory", data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Run.konkyo("show", exported, "--json").out())
                .contains("\"evidence\",\"type\":\"float32\",\"shape\":[-1,3,3]");
    }

    @Test
    void highResolutionKeepsTheScoresAndStatesItsCost() {
        var run = export("--evidence", "--resolution", "high");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Run.konkyo("show", exported, "--json", "--check").out()).contains("\"shape\":[-1,3,3]");
        var photo = data.resolve("disc/disc_000.png");
        assertThat(explained(exported, photo).at("/score").asDouble())
                .isCloseTo(explained(model, photo).at("/score").asDouble(), within(1e-4));
    }

    @Test
    void aHeadThatWeighsPlacesNeedsAMemoryForAFinerMap() {
        var plain = Samples.model("disc", "square");
        var network = new ClassifierStyle.FlattenDropoutLinear(0).on(plain.network(), 2, new Random(3));
        ModelFile.write(new Model(network.graph(), network.weights(), plain.card()), model);
        var usual = export("--evidence");
        assertThat(usual.status()).as(usual.err()).isZero();
        var run = export("--evidence", "--resolution", "high");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("--resolution high does not work here", "each of the 2 x 2 places", "no weights for 3 x 3")
                .contains("--memory DATA weighs channels only and works", "--layer '");
        var remembered = export("--evidence", "--resolution", "high", "--memory", data);
        assertThat(remembered.status()).as(remembered.err()).isZero();
        assertThat(Run.konkyo("show", exported, "--json").out()).contains("\"shape\":[-1,3,3]");
    }

    @Test
    void aNetworkWithoutAStepHasNoFinerMap() {
        ModelFile.write(Samples.stepless("disc", "square"), model);
        var run = export("--evidence", "--resolution", "high");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .last()
                .asString()
                .contains("--resolution high does not work here", "no step by two", "without --resolution it is 8 x 8");
    }

    @Test
    void aFileThatComputesSomethingElseIsFound() {
        export("--evidence");
        var file = ModelFile.read(exported);
        var other = file.model();
        var bias = EvidenceLayer.of(other.graph()).head() instanceof EvidenceLayer.Head.PooledLinear pooled
                ? pooled.linear().bias().orElseThrow()
                : "";
        Weights changed = other.weights().with(bias, TensorData.ofFloats(Shape.of(2), 5, -5));
        ModelFile.write(
                new Model(other.graph(), changed, other.card()), file.golden().orElseThrow(), exported);
        var run = Run.konkyo("show", exported, "--check");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("something else on this machine", "'scores'");
        assertThat(Run.konkyo("show", model, "--check").errLines())
                .last()
                .asString()
                .contains("konkyo export");
    }

    @Test
    void calibrationIsWrittenIntoTheCardAndNothingElseChanges() {
        export("--evidence", "--memory", data);
        var target = folder.resolve("calibrated.onnx");
        var run = Run.konkyo(
                "calibrate", exported, data, "--output", target, "--floor", 0.05, "--ceiling", 1, "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("floor", "0.05 quantile", "that 12 photos do not show");
        var before = ModelFile.read(exported);
        var after = ModelFile.read(target);
        assertThat(before.model().card().evidenceScale()).isNull();
        assertThat(after.model().card().evidenceScale()).isNotNull();
        assertThat(after.model().card().provenance().get("evidence scale")).contains("quantile");
        assertThat(after.golden()).isEqualTo(before.golden());
        assertThat(Run.konkyo("show", target, "--check").status()).isZero();
    }

    @Test
    void oneImageOfOneColourPerClassIsEnough() {
        var plain = folder.resolve("plain");
        byte[] grey = new byte[3 * Samples.SIDE * Samples.SIDE];
        Arrays.fill(grey, (byte) 120);
        for (var label : List.of("disc", "square")) {
            Samples.png(new Image(Samples.SIDE, Samples.SIDE, grey), plain.resolve(label, label + ".png"));
        }
        var run = export("--evidence", "--memory", plain);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("of 10 clusters 2 are left", "memory of 2 photos in 2 clusters", "purity 0.500")
                .contains("cluster 0 (disc) is impure: of the 2 photos that find it 50 % show another class")
                .contains("cluster 1, made for square, is nearest to no photo");
    }

    private void refused(Object... options) {
        var run = export(options);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).last().asString().contains("belongs to --memory");
    }

    @Test
    void withoutStoredOutputsNoGoldenInputIsSaid() {
        var run = export("--golden", 0);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .doesNotContain("golden inputs")
                .contains("checked on, none of them stored: 0 photos, 2 drawn pictures");
    }

    @Test
    void wrongUsageIsSaidBeforeAnyWork() {
        assertThat(export("--memory", data).status()).isEqualTo(2);
        assertThat(export("--evidence", "--memory", "auto").errLines())
                .last()
                .asString()
                .contains("--data DATA");
        assertThat(export("--evidence", "--memory", data, "--clusters", 0).status())
                .isEqualTo(2);
        assertThat(export("--evidence", "--memory", data, "--channels", "many").status())
                .isEqualTo(2);
        assertThat(export("--golden", -1).status()).isEqualTo(2);
        refused("--evidence", "--seed", 1);
        refused("--clusters", 3);
        refused("--evidence", "--memory", "auto", "--data", data, "--clusters", 3);
        refused("--evidence", "--memory", "auto", "--data", data, "--channels", "all");
        refused("--evidence", "--memory", folder.resolve("m.safetensors"), "--distance", "SPHERICAL");
        refused("--evidence", "--memory", folder.resolve("m.safetensors"), "--memory-output", folder.resolve("n"));
        refused("--evidence", "--memory", data, "--data", data);
        assertThat(Run.konkyo("show", model, "--threshold", 0.5).status()).isEqualTo(2);
        assertThat(Run.konkyo("calibrate", model, data, "--threshold", 0.5).status())
                .isEqualTo(2);
        assertThat(export("--evidence", "--layer", "nowhere").status()).isEqualTo(2);
        assertThat(export("--precision", "int3").status()).isEqualTo(2);
        assertThat(Run.konkyo("calibrate", model, data, "--floor", 1.5).status())
                .isEqualTo(2);
        assertThat(Files.exists(exported)).isFalse();
    }
}
