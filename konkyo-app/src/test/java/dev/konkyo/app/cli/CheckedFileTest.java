package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.app.cli.EvidenceExport.Resolution;
import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.evidence.memory.MemoryCluster;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckedFileTest {
    private static final int CHANNELS = 256;

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private final Model decision = Samples.model("disc", "square");

    @BeforeEach
    void oneThread() {
        TorchEngine.threads(1);
        file = folder.resolve("exported.onnx");
    }

    private EvidenceExport export(Model model, Resolution resolution) {
        return new EvidenceExport(model, EvidenceLayer.of(model.graph()).value(), resolution);
    }

    private void write(Model exported, Expected expected) {
        new CheckedFile(file).write(exported, inputs(), 3, expected);
    }

    private List<GoldenInput> inputs() {
        try (var classifier = Engines.open(decision, Needs.SCORES, 1)) {
            return new GoldenInputs(3, Optional.empty()).chosen(classifier).inputs();
        }
    }

    private void writeEvident(EvidenceExport export, Model exported, Optional<EvidenceMemory> memory) {
        try (var expected = new ExpectedEvidence(export, memory)) {
            write(exported, expected);
        }
    }

    /** Clusters around nothing in particular. */
    private EvidenceMemory memory(Space space) {
        var random = new Random(4);
        var layer = EvidenceLayer.of(decision.graph()).value();
        return new EvidenceMemory(
                EvidenceMemory.Source.of(decision.network(), layer),
                space,
                random(random, 5, CHANNELS),
                random(random, 5, CHANNELS),
                IntStream.range(0, 5)
                        .mapToObj(cluster -> new MemoryCluster(3, cluster % 2, 1))
                        .toList());
    }

    private static TensorData random(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(rows, columns), values);
    }

    private static Model changed(Model model, String name, int element, float by) {
        var tensor = model.weights().at(name);
        float[] values = tensor.toFloats();
        values[element] += by;
        return new Model(
                model.graph(), model.weights().with(name, TensorData.ofFloats(tensor.shape(), values)), model.card());
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void theHeadsWeightsAgreeWithGradientsOfThePlainModel(Resolution resolution) {
        var export = export(decision, resolution);
        writeEvident(export, export.model(Optional.empty()), Optional.empty());
        assertThat(file).exists();
    }

    @ParameterizedTest
    @EnumSource(Space.class)
    void aMemoryAgreesWithItsFormula(Space space) {
        var export = export(decision, Resolution.USUAL);
        var memory = memory(space);
        var exported = export.model(Optional.of(new BuiltMemory(memory, CHANNELS, OptionalDouble.empty(), 0, 0)));
        writeEvident(export, exported, Optional.of(memory));
        assertThat(file).exists();
        var rows = EvidenceOutputs.CLUSTER + ".weights";
        for (int row = 0; row < 5; row++) {
            var damaged = changed(exported, rows, row * CHANNELS + 7, 1e-3f);
            assertThatThrownBy(() -> writeEvident(export, damaged, Optional.of(memory)))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("channel weights");
        }
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void cosinesAgreeWithTheirParts(Resolution resolution) {
        var network =
                new ClassifierStyle.Cosine(8, 0, CosineHead.Centres.LEARNT).on(decision.network(), 2, new Random(3));
        var cosines =
                new Model(network.graph(), network.weights(), decision.card().withScores(ScoreKind.COSINE));
        var export = export(cosines, resolution);
        writeEvident(export, export.model(Optional.empty()), Optional.empty());
        assertThat(file).exists();
    }

    @Test
    void aScaleStaysOnlyWithTheEvidenceThatItWasMeasuredOn() {
        var scaled = new Model(
                decision.graph(), decision.weights(), decision.card().withEvidenceScale(new EvidenceScale(1, 2)));
        var memory = new BuiltMemory(memory(Space.EUCLIDEAN), CHANNELS, OptionalDouble.empty(), 0, 0);
        var export = export(scaled, Resolution.USUAL);
        assertThat(export.model(Optional.empty()).card().evidenceScale()).isNotNull();
        var whole = export.model(Optional.of(memory));
        assertThat(whole.card().evidenceScale()).isNotNull();
        assertThat(EvidenceExport.lostScale(scaled, whole)).isEmpty();
        var fewer =
                export.model(Optional.of(new BuiltMemory(memory.memory(), CHANNELS - 1, OptionalDouble.empty(), 0, 0)));
        assertThat(fewer.card().evidenceScale()).isNull();
        assertThat(EvidenceExport.lostScale(scaled, fewer).orElseThrow()).contains("konkyo calibrate");
    }

    /** One that was written before it held the parts holds Grad-CAM's weights, another quantity. */
    @ParameterizedTest
    @EnumSource(Weighing.class)
    void aMemoryOfCosinesKeepsTheirScaleIfItHoldsTheirParts(Weighing weighing) {
        var network =
                new ClassifierStyle.Cosine(8, 0, CosineHead.Centres.LEARNT).on(decision.network(), 2, new Random(3));
        var card = decision.card().withScores(ScoreKind.COSINE).withEvidenceScale(new EvidenceScale(1, 2));
        var cosines = new Model(network.graph(), network.weights(), card);
        var layer = EvidenceLayer.of(cosines.graph()).value();
        var random = new Random(4);
        var own = EvidenceMemory.Source.of(cosines.network(), layer);
        assertThat(own.weighing()).isEqualTo(Weighing.OVER_LENGTH);
        var memory = new EvidenceMemory(
                new EvidenceMemory.Source(own.weights(), layer, weighing),
                Space.SPHERICAL,
                random(random, 2, 8),
                random(random, 2, CHANNELS),
                List.of(new MemoryCluster(3, 0, 1), new MemoryCluster(3, 1, 1)));
        var export = export(cosines, Resolution.USUAL);
        var remembered = export.model(Optional.of(new BuiltMemory(memory, CHANNELS, OptionalDouble.empty(), 0, 0)));
        boolean parts = weighing == Weighing.OVER_LENGTH;
        assertThat(remembered.card().evidenceScale() != null).isEqualTo(parts);
        assertThat(remembered.card().evidenceUnit()).isEqualTo(parts ? null : Unit.COSINE_GRADIENT);
        assertThat(EvidenceExport.lostScale(cosines, remembered).isEmpty()).isEqualTo(parts);
        assertThat(MethodOptions.at(null).drawn(remembered).name()).isEqualTo(parts ? "cam" : "grad-cam");
        writeEvident(export, remembered, Optional.of(memory));
        var byClass = export.model(Optional.empty());
        assertThat(byClass.card().evidenceScale()).isNotNull();
        assertThat(MethodOptions.at(null).drawn(byClass).name()).isEqualTo("cam");
    }

    @Test
    void oneChangedWeightIsFoundWhetherScoresShowItOrNot() {
        var first = decision.weights().names().iterator().next();
        try (var expected = new ExpectedOutputs(decision)) {
            assertThatThrownBy(() -> write(changed(decision, first, 0, 1e-4f), expected))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("'" + first + "'");
        }
        var export = export(decision, Resolution.USUAL);
        var exported = export.model(Optional.empty());
        assertThatThrownBy(() -> writeEvident(export, changed(exported, first, 0, 1e-4f), Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("'" + first + "'");
        assertThat(Files.exists(file)).isFalse();
    }

    /** As if only the outputs could tell: the same graph under other names stores nothing that could be compared. */
    @Test
    void outputsAloneShowADamagedMapAndDamagedScores() {
        var export = export(decision, Resolution.USUAL);
        var exported = export.model(Optional.empty());
        var input = inputs().getFirst().tensor(decision.card().preprocessing());
        try (var expected = new ExpectedEvidence(export, Optional.empty());
                var session = OnnxRuntimeSession.of(exported.network(), RuntimeOptions.sharing(1))) {
            var right = new LinkedHashMap<>(GoldenRun.outputs(session, input));
            assertThat(expected.difference(input, right)).isEmpty();
            for (var name : List.of(EvidenceOutputs.SCORES, EvidenceOutputs.EVIDENCE, "embedding")) {
                var wrong = new LinkedHashMap<>(right);
                var tensor = Objects.requireNonNull(wrong.get(name));
                float[] values = tensor.toFloats();
                values[0] += 0.01f * (1 + Math.abs(values[0]));
                wrong.put(name, TensorData.ofFloats(tensor.shape(), values));
                assertThat(expected.difference(input, wrong))
                        .hasValueSatisfying(said -> assertThat(said).contains("output '" + name + "'"));
            }
            var other = new LinkedHashMap<>(right);
            long row =
                    Objects.requireNonNull(right.get(EvidenceOutputs.CLUSTER)).toLongs()[0];
            other.put(EvidenceOutputs.CLUSTER, TensorData.vector(1 - row));
            assertThat(expected.difference(input, other))
                    .hasValueSatisfying(said -> assertThat(said).contains("not the nearest"));
        }
    }

    @Test
    void anotherNetworksScoresAreFoundByTheOtherEngine() {
        var input = inputs().getFirst().tensor(decision.card().preprocessing());
        var last = decision.graph().parameters().keySet().stream()
                .filter(name -> name.endsWith("bias"))
                .reduce((a, b) -> b)
                .orElseThrow();
        var other = changed(decision, last, 0, 0.05f);
        var network =
                new WeightedGraph(other.graph(), Weights.of(other.weights().asMap()));
        try (var expected = new ExpectedOutputs(decision);
                var session = OnnxRuntimeSession.of(network, RuntimeOptions.sharing(1))) {
            assertThat(expected.difference(input, GoldenRun.outputs(session, input)))
                    .hasValueSatisfying(said -> assertThat(said).contains("output 'logits'"));
        }
    }
}
