package dev.konkyo.app.cli;

import dev.konkyo.app.report.FooledPhoto;
import dev.konkyo.app.report.PatchSheets;
import dev.konkyo.app.report.PatchSurvey;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.PatchLogits;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.PatchGrid;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.FeatureClassifier;
import dev.konkyo.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the patches that a model's decisions are made of. */
@Command(
        name = "patches",
        description =
                "Show what each patch of a photo says of each class: heatmaps, the most and least convincing patches of every class, and those"
                        + " that fooled the model. Exact for models that average over all places before or behind one linear layer.",
        footer = {"", "Example: konkyo patches run/model.onnx photos --output patches"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class PatchesCommand implements Callable<Integer> {
    /** More heatmaps side by side are too small to read; further classes get a sheet of their own. */
    private static final int MOST_LABELS = 6;

    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Mixin
    private DataArgument data;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description =
                    "Write patches.LABEL.png for every class, heatmaps.png (further classes, six at a time, in heatmaps.2.png and so on), fooled.png if any photo was judged wrong, and patches.jsonl here.")
    private Path output;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Patches in a row of a class's sheet; by default ${DEFAULT-VALUE}.")
    private int count = 8;

    @Option(
            names = "--photos",
            paramLabel = "N",
            description =
                    "Photos in heatmaps.png, spread over the classes, and the most in fooled.png; by default ${DEFAULT-VALUE}.")
    private int photos = 8;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (count < 1 || photos < 1) {
            throw new UsageException("--count and --photos must be at least 1, got " + count + " and " + photos);
        }
        var loaded = model.single(konkyo.output(), "patches");
        var layer = PatchLogits.require(EvidenceOutputs.without(loaded.network()));
        var judged = JudgedPhotos.of(data.read(), loaded.card(), engine.threads());
        var known = judged.known(loaded.card(), loaded.card().labels());
        judged.notes().forEach(konkyo.output()::note);
        judged.unknown(known).ifPresent(konkyo.output()::note);
        noteField(loaded, layer);
        try (var classifier = Engines.open(loaded, Needs.FEATURES, engine.threads())) {
            if (!(classifier instanceof FeatureClassifier features)) {
                throw new CommandException("the engine gives no features of this model");
            }
            survey(loaded, new PatchLogits(features, layer), known);
        }
        return 0;
    }

    private void noteField(Model loaded, EvidenceLayer layer) {
        var grid = PatchGrid.of(EvidenceOutputs.without(loaded.network()).graph(), layer.value());
        if (grid.wider()) {
            konkyo.output()
                    .note(
                            "each place of '%s' sees %.0f x %.0f pixels, more than the photo's %d x %d: the pictures show the place's own cell, but what it"
                                            .formatted(
                                                    layer.value(),
                                                    grid.field().vertical().size(),
                                                    grid.field().horizontal().size(),
                                                    grid.height(),
                                                    grid.width())
                                    + " says may come from anywhere; networks such as bagnet33 see patches");
        }
    }

    private void survey(Model loaded, PatchLogits patches, Dataset known) {
        var reader = PhotoReader.standard();
        var survey = new PatchSurvey(patches, count);
        List<Sample> read = new ArrayList<>();
        try (var progress =
                ProgressLine.start(konkyo.output(), "seen", known.samples().size())) {
            for (var sample : known.samples()) {
                try {
                    survey.add(sample.photo(), reader.read(sample.photo()), sample.label());
                    read.add(sample);
                } catch (UnreadablePhotoException e) {
                    konkyo.output().note("skipped " + sample.photo() + ": " + e.reason());
                }
                progress.at(read.size());
            }
        }
        if (read.isEmpty()) {
            throw new CommandException("none of the " + known.samples().size() + " photos could be read");
        }
        write(
                new PatchSheets(survey, loaded.card(), reader, count),
                loaded.card().labels(),
                read);
        print(lines(survey, loaded.card().labels()));
    }

    private void write(PatchSheets sheets, List<String> labels, List<Sample> read) {
        AtomicFile.folder(output);
        var shown = labels(sheets.survey());
        for (int label : shown) {
            picture("patches." + fileName(label, labels) + ".png", sheets.patches(label));
        }
        var examples = spread(read);
        for (int first = 0; first < shown.size(); first += MOST_LABELS) {
            var some = shown.subList(first, Math.min(first + MOST_LABELS, shown.size()));
            picture(
                    first == 0 ? "heatmaps.png" : "heatmaps.%d.png".formatted(first / MOST_LABELS + 1),
                    sheets.heatmaps(examples, some));
        }
        List<FooledPhoto> fooled =
                sheets.survey().fooled().stream().limit(photos).toList();
        if (!fooled.isEmpty()) {
            picture("fooled.png", sheets.fooled(fooled));
        }
        var text = lines(sheets.survey(), labels).stream()
                .map(line -> Output.text(line) + "\n")
                .collect(Collectors.joining());
        AtomicFile.text(output.resolve("patches.jsonl"), text);
    }

    /** The classes that the photos show. */
    private static List<Integer> labels(PatchSurvey survey) {
        return IntStream.range(0, survey.classes().size())
                .filter(label -> survey.classes().get(label).photos() > 0)
                .boxed()
                .toList();
    }

    /** A label may hold what a file name may not; then its number tells it from others. */
    private static String fileName(int label, List<String> labels) {
        var plain = labels.get(label).replaceAll("[^\\p{L}\\p{N}_-]", "_");
        return plain.equals(labels.get(label)) ? plain : label + "_" + plain;
    }

    private void picture(String name, Image image) {
        AtomicFile.write(output.resolve(name), out -> out.write(PhotoWriter.png(image)));
    }

    /** A photo of every class in turn, until there are enough. */
    private List<Path> spread(List<Sample> read) {
        Map<Integer, List<Path>> byClass = new LinkedHashMap<>();
        read.forEach(sample ->
                byClass.computeIfAbsent(sample.label(), _ -> new ArrayList<>()).add(sample.photo()));
        return IntStream.range(0, photos)
                .boxed()
                .flatMap(round -> byClass.values().stream()
                        .flatMap(files -> round < files.size() ? Stream.of(files.get(round)) : Stream.empty()))
                .limit(photos)
                .toList();
    }

    private static List<PatchLine> lines(PatchSurvey survey, List<String> labels) {
        var ofClasses = labels(survey).stream()
                .map(label ->
                        PatchLine.OfClass.of(labels.get(label), survey.classes().get(label)));
        return Stream.<PatchLine>concat(
                        ofClasses, survey.fooled().stream().map(fooled -> PatchLine.OfPhoto.of(fooled, labels)))
                .toList();
    }

    private void print(List<PatchLine> lines) {
        if (json.chosen()) {
            lines.forEach(konkyo.output()::json);
            return;
        }
        for (var line : lines) {
            konkyo.output()
                    .line(
                            switch (line) {
                                case PatchLine.OfClass found ->
                                    "%s: %d of %d photos right; strongest patch %s"
                                            .formatted(
                                                    found.label(), found.right(), found.photos(), words(found.most()));
                                case PatchLine.OfPhoto fooled ->
                                    "%s: %s, not %s, by the patch %s"
                                            .formatted(
                                                    fooled.image(),
                                                    fooled.truth(),
                                                    fooled.label(),
                                                    words(fooled.patches()));
                            });
        }
        konkyo.output().note("see " + output);
    }

    private static String words(List<PatchLine.Patch> patches) {
        return patches.stream()
                .findFirst()
                .map(patch -> "%.3g at %dx%d+%d+%d of %s"
                        .formatted(
                                patch.evidence(),
                                patch.width(),
                                patch.height(),
                                patch.x(),
                                patch.y(),
                                Path.of(patch.image()).getFileName()))
                .orElse("none");
    }
}
