package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.QuantizationOp;
import dev.konkyo.graph.RoundedParts;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchModel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EightBitExportTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path exported = Path.of("");

    @BeforeEach
    void drawPhotos() {
        TorchEngine.threads(1);
        model = Samples.modelFile(folder, "disc", "square");
        data = Samples.shapes(folder.resolve("data"), 10, 1);
        exported = folder.resolve("small.onnx");
    }

    private Run export(Object... more) {
        return Run.of(List.of("export", model, "--output", exported, "--threads", 1), more);
    }

    @Test
    void aRoundedFileIsWrittenToldAndUsed() {
        var run = export("--precision", "int8", "--calibrate", data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("small.onnx: logits (int8)");
        assertThat(run.err())
                .contains("int8: 27 of 27 convolutions in whole numbers, ranges of 16 photos (")
                .contains("the same answer as fp32 on ", " of 4 photos", "int8: accuracy ", "times as fast");
        var read = ModelFile.read(exported).model();
        assertThat(read.graph().nodes()).anyMatch(node -> node.op() instanceof QuantizationOp.QuantizeLinear);
        assertThat(read.card().provenance().get("precision")).startsWith("int8, calibrated on 16 photos");
        assertThat(exported.toFile().length())
                .isLessThan((long) (0.6 * model.toFile().length()));
        var shown = Run.konkyo("show", exported, "--json", "--check");
        assertThat(shown.status()).as(shown.err()).isZero();
        var evaluated = Run.konkyo("evaluate", exported, data, "--json", "--threads", 1, "--faithfulness", 0);
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
    }

    /** Scores of the rounded model lie near the exact ones, and its map is the exact map but for rounding. */
    @Test
    void scoresAndEvidenceStayNear() {
        var run = export("--evidence", "--precision", "int8", "--calibrate", data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("scores, embedding, evidence, cluster (int8)");
        var small = ModelFile.read(exported).model();
        var plain = folder.resolve("plain.onnx");
        assertThat(Run.konkyo("export", model, "--output", plain, "--evidence", "--threads", 1)
                        .status())
                .isZero();
        var exact = ModelFile.read(plain).model();
        TensorData input;
        try (var classifier = Engines.open(exact, Needs.SCORES, 1)) {
            var chosen =
                    new GoldenInputs(1, Optional.of(data)).chosen(classifier).inputs();
            input = chosen.getFirst().tensor(exact.card().preprocessing());
        }
        for (var output : List.of(EvidenceOutputs.SCORES, EmbeddingLayer.NAME, EvidenceOutputs.EVIDENCE)) {
            double difference = difference(output(exact, input, output), output(small, input, output));
            assertThat(difference).as(output).isLessThan(output.equals(EvidenceOutputs.SCORES) ? 0.02 : 0.25);
            if (!output.equals(EvidenceOutputs.SCORES)) {
                assertThat(difference).as(output + " is rounded").isGreaterThan(1e-5);
            }
        }
    }

    /** A file whose outputs on the other engine differ, as roundings add up, is held by each of its steps instead. */
    @Test
    void everyStepIsHeldByTheOtherEngineFromTheStepsBeforeIt() {
        var run = export("--evidence", "--precision", "int8", "--calibrate", data);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("int8: maps of ", " have a rank correlation of ");
        var file = ModelFile.read(exported);
        var small = file.model();
        var tolerances = file.golden().orElseThrow().tolerances();
        for (var output : List.of(EvidenceOutputs.SCORES, EmbeddingLayer.NAME, EvidenceOutputs.EVIDENCE)) {
            assertThat(tolerances.of(output)).as(output).isBetween(1.0 / 255, 0.05);
        }
        var input = new GoldenInput.Drawn(1).tensor(small.card().preprocessing());
        try (var expected = new ExpectedRounding(small, tolerances);
                var session = OnnxRuntimeSession.of(exported, RuntimeOptions.sharing(1))) {
            var right = GoldenRun.outputs(session, input);
            assertThat(expected.difference(input, right)).isEmpty();
            for (var output : List.of(EvidenceOutputs.SCORES, EvidenceOutputs.EVIDENCE)) {
                assertThat(expected.difference(input, moved(right, output, 0.002)))
                        .hasValueSatisfying(said -> assertThat(said).contains("output '" + output + "'"));
            }
        }
    }

    /** What a file makes of a scale that is a hundredth wider than the model's is no step beside. */
    @Test
    void aStepThatIsWiderThanTheModelsIsCaught() {
        export("--precision", "int8", "--calibrate", data);
        var right = ModelFile.read(exported).model();
        var scale = right.weights().asMap().keySet().stream()
                .filter(name -> name.endsWith(".int8.weight.scale"))
                .findFirst()
                .orElseThrow();
        var wider = Objects.requireNonNull(right.weights().find(scale)).toFloats();
        for (int i = 0; i < wider.length; i++) {
            wider[i] *= 1.01f;
        }
        var weights = right.weights().with(scale, TensorData.ofFloats(Shape.of(wider.length), wider));
        var input = new GoldenInput.Drawn(1).tensor(right.card().preprocessing());
        var parts = new RoundedParts(right.graph());
        try (var session =
                        OnnxRuntimeSession.of(new WeightedGraph(parts.watched(), weights), RuntimeOptions.sharing(1));
                var expected = new ExpectedRounding(right, Tolerances.OF_FLOATS)) {
            assertThat(expected.wrongStep(input, GoldenRun.outputs(session, input)))
                    .hasValueSatisfying(said -> assertThat(said).contains("step"));
        }
    }

    /** The first number of an output moved by a share of the largest. */
    private static Map<String, TensorData> moved(Map<String, TensorData> outputs, String name, double share) {
        float[] values = Objects.requireNonNull(outputs.get(name)).toFloats();
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        // Beyond what is allowed of an output of any size.
        values[0] += (float) (2e-5 + share * largest);
        Map<String, TensorData> changed = new HashMap<>(outputs);
        changed.put(
                name,
                TensorData.ofFloats(Objects.requireNonNull(outputs.get(name)).shape(), values));
        return changed;
    }

    /** The largest difference as a share of the largest number. */
    private static double difference(TensorData exact, TensorData rounded) {
        double[] before = exact.toDoubles();
        double[] after = rounded.toDoubles();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(before[i]));
            difference = Math.max(difference, Math.abs(before[i] - after[i]));
        }
        assertThat(largest).isPositive();
        return difference / largest;
    }

    private static TensorData output(Model model, TensorData input, String name) {
        try (var torch = new TorchModel(model.network())) {
            return torch.outputs(input).getOrDefault(name, input);
        }
    }

    @Test
    void methodsWithoutGradientsExplainItAndOthersSayWhyNot() {
        assertThat(export("--precision", "int8", "--calibrate", data).status()).isZero();
        var photo = data.resolve("disc/disc_000.png");
        for (var method : List.of("occlusion", "cam", "grad-cam", "recipro-cam")) {
            var run = Run.konkyo("explain", exported, photo, "--method", method, "--threads", 1);
            assertThat(run.status()).as(run.err()).isZero();
        }
        var refused = Run.konkyo("explain", exported, photo, "--method", "integrated-gradients", "--threads", 1);
        assertThat(refused.status()).isEqualTo(1);
        var reason = refused.errLines().getLast();
        assertThat(reason).contains("rounded to 8 bits, which has no gradient", "needs no gradients: ");
        var names = List.of(reason.substring(reason.lastIndexOf(": ") + 2).split(", ", -1));
        assertThat(names)
                .contains("cam", "occlusion", "rise", "score-cam", "recipro-cam", "eigen-cam")
                .doesNotContain("integrated-gradients", "grad-cam", "gradient-x-input", "lrp");
    }

    @Test
    void aDamagedRoundedFileIsCaught() {
        export("--precision", "int8", "--calibrate", data);
        var right = ModelFile.read(exported).model();
        var bytes = right.weights().asMap().entrySet().stream()
                .filter(stored -> stored.getValue().type() == ElementType.INT8)
                .findFirst()
                .orElseThrow();
        var changed = bytes.getValue().buffer();
        var copy = ByteBuffer.allocate(changed.remaining()).put(changed).flip();
        copy.put(3, (byte) (copy.get(3) + 1));
        var wrong = new Model(
                right.graph(),
                right.weights()
                        .with(
                                bytes.getKey(),
                                TensorData.of(ElementType.INT8, bytes.getValue().shape(), copy)),
                right.card());
        try (var expected = new ExpectedOutputs(right)) {
            assertThatThrownBy(() -> new CheckedFile(folder.resolve("wrong.onnx")).write(wrong, List.of(), 0, expected))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining(bytes.getKey());
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(export("--precision", "int8").status()).isEqualTo(2);
        assertThat(export("--calibrate", data).status()).isEqualTo(2);
        assertThat(Files.exists(exported)).isFalse();
        assertThat(export("--precision", "int8", "--calibrate", data).status()).isZero();
        var again = folder.resolve("again.onnx");
        var run = Run.konkyo("export", exported, "--output", again, "--precision", "int8", "--calibrate", data);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).last().asString().contains("rounded to 8 bits already");
    }
}
