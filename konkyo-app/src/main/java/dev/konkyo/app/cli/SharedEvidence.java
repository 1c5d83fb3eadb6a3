package dev.konkyo.app.cli;

import dev.konkyo.app.report.Comparison;
import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.SideBySide;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.Target;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.onnx.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains the photos that tell the networks apart by every network.
 *
 * @param data the photos' folder
 */
record SharedEvidence(Comparison comparison, ContestFolder folder, Path data, int threads) {
    private static final int PHOTOS = 12;

    private record Shown(String name, String truth, Image photo) {}

    SideBySide sideBySide() {
        var held = comparison.photos();
        var photos = comparison.telling(PHOTOS).stream()
                .map(i -> new Shown(
                        held.photos().get(i),
                        held.labels().get(held.truth().get(i)),
                        PhotoReader.standard().read(data.resolve(held.photos().get(i)))))
                .toList();
        var columns = comparison.finished().stream()
                .map(entrant -> column(entrant, photos))
                .toList();
        var side = new SideBySide(
                comparison.finished().stream().map(Entrant::network).toList());
        for (int row = 0; row < photos.size(); row++) {
            int at = row;
            var shown = photos.get(row);
            side.add(
                    shown.photo(),
                    shown.name(),
                    shown.truth(),
                    columns.stream().map(column -> column.get(at)).toList());
        }
        return side;
    }

    /** One network at a time: not all of them need to fit into memory. */
    private List<String> column(Entrant.Finished entrant, List<Shown> photos) {
        try {
            var model = ModelFile.read(folder.model(entrant.network())).model();
            var methods = new MethodOptions();
            var entry = methods.entry(model);
            try (var classifier = Engines.open(model, entry.needs(), threads)) {
                var explainer = new Explainer(classifier, methods.make(entry, model, classifier));
                List<String> cells = new ArrayList<>();
                for (var shown : photos) {
                    var explanation = explainer.explain(shown.photo(), new Target.Predicted());
                    cells.add(SideBySide.cell(shown.photo(), shown.truth(), explanation, model.card()));
                }
                return cells;
            }
        } catch (RuntimeException e) {
            var reason = SideBySide.missing(ErrorLine.of(e));
            return IntStream.range(0, photos.size()).mapToObj(_ -> reason).toList();
        }
    }
}
