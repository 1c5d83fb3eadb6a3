package dev.konkyo.app.cli;

import dev.konkyo.app.report.Grain;
import dev.konkyo.app.report.Scales;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.Target;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
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
    private final String suffix;
    private final @Nullable EvidenceFiles files;
    private final PhotoReader reader = PhotoReader.standard();

    /**
     * A way to explain photos.
     *
     * @param suffix after a photo's name where its evidence is written
     * @param output the folder for it; null for none
     */
    PhotoExplanation(
            Classifier classifier,
            EvidenceMethod method,
            String methodName,
            Target target,
            String suffix,
            @Nullable Path output) {
        this.classifier = classifier;
        this.method = method;
        this.methodName = methodName;
        this.target = target;
        this.suffix = suffix;
        this.files = output == null ? null : new EvidenceFiles(output);
    }

    /** What a photo showed, where its evidence lies, and what is said of that. */
    record Explained(Image photo, Heatmap drawn, EvidenceScale scale, ExplainLine line) {}

    String methodName() {
        return methodName;
    }

    /**
     * Decodes, decides, explains and writes the files that were asked for.
     *
     * @throws dev.konkyo.image.UnreadablePhotoException if the file cannot be used as a photo
     */
    Explained of(PhotoArguments.Photo photo) {
        long start = System.nanoTime();
        var image = reader.read(photo.file());
        var input = classifier.card().input(image);
        long decoded = System.nanoTime();
        classifier.logits(input);
        long decided = System.nanoTime();
        var explanation = new Explainer(classifier, method).explain(image, target);
        long explained = System.nanoTime();

        var map = explanation.heatmap();
        var scale = Scales.of(classifier.card(), map.unit());
        var drawn = Grain.drawn(map, classifier.card());
        var regions = new Regions(scale.value(THRESHOLD), 1).in(drawn, image.height(), image.width());
        var file = files == null
                ? null
                : files.write(
                        photo.name().resolveSibling(photo.name().getFileName() + suffix),
                        map,
                        Overlay.standard(scale).picture(image, drawn, regions));
        var times = new ExplainLine.Milliseconds(
                milliseconds(start, decoded), milliseconds(decoded, decided), milliseconds(decided, explained));
        var line = ExplainLine.of(
                photo.file().toString(),
                methodName,
                explanation,
                file == null ? null : file.toString(),
                regions,
                times);
        return new Explained(image, drawn, scale, line);
    }

    /** To a microsecond; finer digits mean nothing. */
    private static double milliseconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toMicros(to - from) / 1000.0;
    }
}
