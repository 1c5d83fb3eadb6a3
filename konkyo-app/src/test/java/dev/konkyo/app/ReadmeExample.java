package dev.konkyo.app;

import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.Target;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The program in the README, compiled and run. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run(Path file, Path photoFile, Path picture) throws IOException {
        // README: begin
        Model model = ModelFile.read(file).model();
        String layer = Objects.requireNonNull(model.card().evidenceLayer());
        try (var classifier = new RuntimeClassifier(model, RuntimeOptions.alone(1))) {
            Image photo = PhotoReader.standard().read(photoFile);
            var explanation =
                    new Explainer(classifier, new Cam(classifier, layer)).explain(photo, new Target.Predicted());
            var heatmap = explanation.heatmap();
            System.out.println(explanation.prediction().label() + " "
                    + explanation.prediction().score());
            System.out.println("strongest evidence at " + heatmap.peak());
            var scale = Objects.requireNonNullElse(
                    model.card().evidenceScale(), EvidenceScale.uncalibrated(heatmap.unit()));
            PhotoWriter.writePng(Overlay.standard(scale).picture(photo, heatmap, List.of()), picture);
        }
        // README: end
    }
}
