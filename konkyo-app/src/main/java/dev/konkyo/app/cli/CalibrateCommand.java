package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.evidence.CalibrationQuantiles;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.FasterGradCam;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.EvidenceClassifier;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sets the scale of a model's evidence on held-out photos. */
@Command(
        name = "calibrate",
        description =
                "Set the scale of a model's evidence by held-out photos: below the floor nothing is coloured, from the ceiling on the colour is full.",
        footer = {"", "Example: konkyo calibrate part.onnx held-out --ok ok"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class CalibrateCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Mixin
    private DataArgument data;

    @Mixin
    private MethodOptions methods;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the model here; by default over MODEL.")
    private @Nullable Path output;

    @Option(
            names = "--ok",
            paramLabel = "LABEL",
            description =
                    "The label of good parts: they set the floor, by the evidence for their own label where they are judged rightly and for one other"
                            + " label each, so that nearly all of them stay plain as a whole, and only the others the ceiling.")
    private @Nullable String ok;

    @Option(
            names = "--floor",
            paramLabel = "QUANTILE",
            description =
                    "Share of the evidence for labels that photos do not show that lies below the floor, with --ok the share of good photos that stay plain; by default ${DEFAULT-VALUE}.")
    private double floor = CalibrationQuantiles.usual().floor();

    @Option(
            names = "--ceiling",
            paramLabel = "QUANTILE",
            description =
                    "Share of the photos whose strongest evidence for what they show lies below the ceiling; by default ${DEFAULT-VALUE}.")
    private double ceiling = CalibrationQuantiles.usual().ceiling();

    @Mixin
    private EngineOptions engine;

    @Override
    public Integer call() {
        var quantiles = quantiles();
        var file = ModelFile.read(model.file());
        var loaded = model.model(file, konkyo.output());
        int good = ok == null ? EvidenceCalibration.ANY : Labels.index(loaded.card(), ok);
        var photos = JudgedPhotos.known(
                held(data.read()), loaded.card(), loaded.card().labels());
        warn(loaded, photos);
        var entry = methods.drawn(loaded);
        EvidenceCalibration calibration;
        try (var classifier = Engines.open(loaded, entry.needs(), engine.threads());
                var own = own(loaded)) {
            var method = methods.make(entry, loaded, classifier);
            calibration = new EvidenceCalibration(
                    method, own(method, own), loaded.card().labels().size(), quantiles, good);
            new LabelledInputs(loaded.card(), konkyo.output()).each("calibrated", photos.samples(), calibration::add);
        }
        rewrite(file, loaded, entry, calibration);
        return 0;
    }

    private void warn(Model loaded, Dataset photos) {
        int met = MetPhotos.count(photos, loaded.card());
        if (met > 0) {
            konkyo.output()
                    .note(
                            ("the model has learnt from %d of these %d photos, whose evidence is stronger than that of new ones;"
                                            + " calibrate it on photos that it has not met")
                                    .formatted(met, photos.samples().size()));
        }
    }

    /** The validation part, so that the test part stays unmet; without one the test part, without either all. */
    private static Dataset held(Dataset photos) {
        return photos.has(Part.VALIDATION) ? photos.only(Part.VALIDATION) : photos.evaluation();
    }

    private CalibrationQuantiles quantiles() {
        try {
            return new CalibrationQuantiles(floor, ceiling);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--floor and --ceiling: " + e.getMessage());
        }
    }

    /** What gives the maps that users will see: the graph's own, where it has them. */
    private Classifier own(Model loaded) {
        return Engines.open(loaded, Needs.SCORES, engine.threads());
    }

    private static EvidenceMethod own(EvidenceMethod method, Classifier own) {
        return own instanceof EvidenceClassifier classifier ? new FasterGradCam(classifier) : method;
    }

    private void rewrite(ModelFile file, Model loaded, MethodEntry entry, EvidenceCalibration calibration) {
        var card = calibration
                .on(loaded.card())
                .map(scaled -> scaled.withFacts(Map.of(EvidenceCalibration.METHOD, entry.name())))
                .orElseThrow(() -> new CommandException("the evidence in " + data.folder()
                        + " gives no scale: " + calibration.words() + ", expected a ceiling above the floor;"
                        + " use more photos, or a lower --floor or a higher --ceiling"));
        var target = output == null ? model.file() : output;
        if (file.card().isPresent() || EvidenceOutputs.in(loaded.graph())) {
            file.rewrite(card, target);
        } else {
            ModelFile.write(new Model(loaded.graph(), loaded.weights(), card), target);
        }
        konkyo.output().line(target + ": " + calibration.words());
        calibration.noFloor().ifPresent(konkyo.output()::note);
    }
}
