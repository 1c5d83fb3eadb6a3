package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each method of a model with cosines is drawn on a scale of its own quantity, or says that it has none. */
class ScaleOfMethodTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void writeAModel() {
        TorchEngine.threads(1);
        var plain = Samples.model("disc", "square");
        var network = new ClassifierStyle.Cosine(8, 0, CosineHead.Centres.LEARNT).on(plain.network(), 2, new Random(3));
        model = folder.resolve("cosines.onnx");
        data = Samples.shapes(folder.resolve("data"), 6, 1);
        var card =
                plain.card().withScores(ScoreKind.COSINE).withEvidenceScale(new EvidenceScale(0.2f, 0.7f), Unit.COSINE);
        ModelFile.write(new Model(network.graph(), network.weights(), card), model);
    }

    private Run explain(Path file, String... options) {
        var words = new ArrayList<Object>(
                List.of("explain", file, data.resolve("disc/disc_000.png"), "--threads", 1, "--json"));
        words.addAll(List.of(options));
        var run = Run.konkyo(words.toArray());
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private static String unit(Run run) {
        return run.json().getFirst().at("/evidence/unit").asString();
    }

    @Test
    void gradientsAreNotDrawnOnTheScaleOfTheParts() {
        var cam = explain(model);
        assertThat(unit(cam)).isEqualTo("cosine");
        assertThat(cam.err()).doesNotContain("calibrated");
        var gradient = explain(model, "--method", "grad-cam");
        assertThat(unit(gradient)).isEqualTo("gradient of the cosine");
        assertThat(gradient.errLines())
                .containsExactly(
                        "konkyo: no calibrated scale for grad-cam: evidence is drawn from 0.01 to 0.1 gradient of"
                                + " the cosine, the same for all models; the model's own, 0.2 to 0.7 cosine, is of other evidence");
        assertThat(explain(model, "--methods", "cam,grad-cam,layer-cam").err())
                .contains("no calibrated scale for grad-cam, layer-cam: ");
    }

    @Test
    void aScaleThatWasMeasuredOnGradientsServesGradients() {
        var calibrated = folder.resolve("calibrated.onnx");
        var run = Run.konkyo(
                "calibrate",
                model,
                data,
                "--method",
                "grad-cam",
                "--output",
                calibrated,
                "--threads",
                1,
                "--floor",
                0.5);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(ModelFile.read(calibrated).model().card().evidenceUnit()).isEqualTo(Unit.COSINE_GRADIENT);
        assertThat(explain(calibrated, "--method", "grad-cam").err()).doesNotContain("calibrated");
        assertThat(explain(calibrated).err()).contains("no calibrated scale for cam: ");
        assertThat(Run.konkyo("show", calibrated).out()).contains(" gradient of the cosine; floor");

        // What the file's own graph gives are the parts, which that scale does not fit.
        var exported = folder.resolve("exported.onnx");
        var export = Run.konkyo("export", calibrated, "--evidence", "--output", exported, "--threads", 1);
        assertThat(export.status()).as(export.err()).isZero();
        assertThat(export.err()).contains("the model's scale was measured on other evidence than the exported map");
        var card = ModelFile.read(exported).model().card();
        assertThat(card.evidenceScale()).isNull();
        assertThat(card.evidenceUnit()).isNull();
    }

    @Test
    void aMemoryAtAnEarlierLayerHoldsGradients() {
        var exported = folder.resolve("exported.onnx");
        var layer = ModelFile.read(model).model().graph().nodes().stream()
                .filter(node -> node.output().contains("11"))
                .reduce((_, last) -> last)
                .orElseThrow()
                .output();
        var export = Run.konkyo(
                "export",
                model,
                "--evidence",
                "--memory",
                data,
                "--layer",
                layer,
                "--output",
                exported,
                "--threads",
                1);
        assertThat(export.status()).as(export.err()).isZero();
        var card = ModelFile.read(exported).model().card();
        assertThat(card.evidenceUnit()).isEqualTo(Unit.COSINE_GRADIENT);
        assertThat(card.evidenceScale()).isNull();
        assertThat(unit(explain(exported))).isEqualTo("gradient of the cosine");
    }
}
