package dev.konkyo.app;

import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.FasterGradCam;
import dev.konkyo.evidence.Target;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The README's program for a file that gives evidence itself, compiled and run. */
final class ReadmeEvidenceExample {
    private ReadmeEvidenceExample() {}

    static String run(Path file, Path photoFile, Path picture) throws IOException {
        // README: begin
        Model model = ModelFile.read(file).model();
        try (var classifier = new RuntimeEvidenceClassifier(model, RuntimeOptions.alone(1))) {
            Image photo = PhotoReader.standard().read(photoFile);
            var explainer = new Explainer(classifier, new FasterGradCam(classifier));
            var explanation = explainer.explain(photo, new Target.Predicted());
            var heatmap = explanation.heatmap();
            var scale = Objects.requireNonNullElse(
                    model.card().evidenceScale(), EvidenceScale.uncalibrated(heatmap.unit()));
            var regions = new Regions(scale.value(0.5), 1).in(heatmap, photo.height(), photo.width());
            PhotoWriter.writePng(Overlay.standard(scale).picture(photo, heatmap, regions), picture);
            return explanation.prediction().label();
        }
        // README: end
    }
}
