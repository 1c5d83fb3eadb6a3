package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.ImportedModel;
import dev.konkyo.evidence.FasterGradCam;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with an imported memory as its file is watched. */
final class ThresholdingTest {
    @TempDir
    Path folder;

    private Model imported() {
        return ModelFile.read(ImportedModel.file(folder)).model();
    }

    /** Red 100 and green 200 have the cosine 1 / sqrt 5 = 0.447 with red. */
    @Test
    void keysMoveAnImportedModelsThreshold() {
        var model = imported();
        var thresholding = Thresholding.of(model);
        assertThat(thresholding).isEqualTo(new Thresholding.BetweenLabels(model.card(), 0.25));
        var settings = new AtomicReference<>(ViewSettings.standard());
        var panel = new ViewPanel(settings, thresholding);
        var frame = Sketches.frame(0, Image.filled(4, 4, 100, 200, 0));
        try (var classifier = new RuntimeEvidenceClassifier(model, RuntimeOptions.sharing(1))) {
            var decider = new Decider(classifier, thresholding, new FasterGradCam(classifier), settings::get);
            assertThat(decider.decide(frame).prediction().label()).isEqualTo("pa");
            for (int i = 0; i < 3; i++) {
                Sketches.press(panel, KeyEvent.VK_UP);
            }
            assertThat(decider.decide(frame).prediction().label())
                    .as("0.447 exceeds 0.4")
                    .isEqualTo("pa");
            Sketches.press(panel, KeyEvent.VK_UP);
            var decision = decider.decide(frame);
            assertThat(decision.prediction().label()).as("and not 0.45").isEqualTo("gu");
            assertThat(decision.target()).isEqualTo("gu");
            assertThat(decision.prediction().scores().getFirst()).isEqualTo(0.45f);
            Sketches.press(panel, KeyEvent.VK_DOWN);
            assertThat(decider.decide(frame).prediction().label()).isEqualTo("pa");
        }
    }

    @Test
    void otherModelsHaveThresholdsOfTheirScores() {
        var model = imported();
        var plain = new GraphBuilder("plain");
        Value map = plain.conv("map", plain.images("photo", 3, 4, 4), Convolution.of(2, 1));
        var graph = plain.build(plain.flatten(plain.globalAveragePool(map)));
        var weights = Weights.of(Map.of(
                "map.weight",
                model.weights().at("map.weight"),
                "map.bias",
                model.weights().at("map.bias")));
        assertThat(Thresholding.of(new Model(graph, weights, model.card())))
                .isEqualTo(new Thresholding.OfScores(model.card()));
    }
}
