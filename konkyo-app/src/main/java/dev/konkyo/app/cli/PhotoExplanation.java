package dev.konkyo.app.cli;

import dev.konkyo.app.report.Scales;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Classifier;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Explains one photo after the other with the same model, method and question. */
final class PhotoExplanation {
    /** Regions reach from half of the scale on. */
    private static final double THRESHOLD = 0.5;

    private final Classifier classifier;
    private final EvidenceMethod method;
    private final String methodName;
    private final Target target;
    private final @Nullable EvidenceFiles files;
    private final PhotoReader reader = PhotoReader.standard();

    PhotoExplanation(
            Classifier classifier, EvidenceMethod method, String methodName, Target target, @Nullable Path output) {
        this.classifier = classifier;
        this.method = method;
        this.methodName = methodName;
        this.target = target;
        this.files = output == null ? null : new EvidenceFiles(output);
    }

    /**
     * Decodes, decides, explains and writes the files that were asked for.
     *
     * @throws dev.konkyo.image.UnreadablePhotoException if the file cannot be used as a photo
     */
    ExplainLine of(PhotoArguments.Photo photo) {
        long start = System.nanoTime();
        var image = reader.read(photo.file());
        var input = input(image);
        long decoded = System.nanoTime();
        classifier.logits(input);
        long decided = System.nanoTime();
        var explanation = new Explainer(classifier, method).explain(image, target);
        long explained = System.nanoTime();

        var map = explanation.heatmap();
        var scale = Scales.of(classifier.card(), map.unit());
        var regions = new Regions(scale.value(THRESHOLD), 1).in(map, image.height(), image.width());
        var file = files == null
                ? null
                : files.write(photo.name(), map, Overlay.standard(scale).picture(image, map, regions));
        var times = new ExplainLine.Milliseconds(
                milliseconds(start, decoded), milliseconds(decoded, decided), milliseconds(decided, explained));
        return ExplainLine.of(
                photo.file().toString(),
                methodName,
                explanation,
                file == null ? null : file.toString(),
                regions,
                times);
    }

    private TensorData input(Image image) {
        var preprocessing = classifier.card().preprocessing();
        var shape = Shape.of(1, 3, preprocessing.height(), preprocessing.width());
        return TensorData.ofFloats(shape, preprocessing.apply(image));
    }

    /** To a microsecond; finer digits mean nothing. */
    private static double milliseconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toMicros(to - from) / 1000.0;
    }
}
