package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.Duplicates;
import dev.konkyo.dataset.Expansion;
import dev.konkyo.dataset.ExpansionPlaces;
import dev.konkyo.dataset.ExpansionPlaces.Layout;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Split;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.augment.AugmentationChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes many photos of few, on disk. */
@Command(
        name = "expand",
        description =
                "Make many photos of few: every photo to learn from is copied and joined by varied ones, masks and boxes follow, the parts val/ and test/ are copied as they are.",
        footer = {"", "Example: konkyo expand photos --per-image 20 --validation 0.2 --output photos20"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ExpandCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private DataArgument data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description =
                    "The new data set: a folder that does not exist or is empty. manifest.jsonl in it says what was drawn.")
    private Path output;

    @Option(
            names = "--per-image",
            paramLabel = "N",
            description = "Photos that each photo becomes, itself included; by default ${DEFAULT-VALUE}.")
    private int perImage = 20;

    @Option(
            names = "--augment",
            paramLabel = "POLICY",
            description =
                    "How photos are varied: light or strong, single augmentations, or both, such as light,elastic@0.3; by default ${DEFAULT-VALUE}.")
    private String augment = "light";

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            converter = ShareName.class,
            description =
                    "Share of each class that is held out first, such as 0.4 or 6:4, of a folder without parts: the result has train/ and val/, and val/ is not expanded. By default ${DEFAULT-VALUE}.")
    private double validation;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Photos that are worked on at the same time; by default one per processor. The result is the same.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        PlanOptions.atLeast(1, "--per-image", perImage);
        PlanOptions.atLeast(1, "--threads", threads);
        PlanOptions.within("[0, 1)", validation >= 0 && validation < 1, "--validation", validation);
        var expansion = expansion();
        var read = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads).apply(data.read());
        read.warnings().forEach(konkyo.output()::note);
        boolean undivided = read.has(Part.UNDIVIDED);
        boolean divided = undivided && validation > 0;
        if (validation > 0 && !undivided) {
            throw new UsageException("--validation: " + data.folder()
                    + " has parts of its own, such as train/ and val/, which stay as they are; leave the option out");
        }
        var photos = divided ? split(read) : read;
        var places = new ExpansionPlaces(photos, output, divided ? Layout.DIVIDED : Layout.AS_READ);
        Expansion.Outcome outcome;
        try (var bar = ProgressLine.start(
                konkyo.output(), "expanding", photos.samples().size())) {
            outcome = expansion.write(photos, places, bar::at);
        }
        outcome.skipped().forEach(file -> konkyo.output().note("skipped " + file.file() + ": " + file.reason()));
        if (outcome.copied() == 0) {
            throw new CommandException("none of the photos in " + data.folder() + " could be read");
        }
        print(outcome);
        if (undivided && !divided) {
            konkyo.output()
                    .note(
                            "photos made of one original are alike: hold some out before expanding (--validation 0.2), or a"
                                    + " random split will test on what was trained on");
        }
        return 0;
    }

    /**
     * What {@code --json} prints.
     *
     * @param copied photos that are there as they were
     * @param varied photos that are new
     */
    private record ExpansionLine(
            String output, String manifest, int copied, int varied, List<EvaluationLine.SkippedLine> skipped) {}

    private void print(Expansion.Outcome outcome) {
        var manifest = output.resolve(Expansion.MANIFEST);
        if (json.chosen()) {
            konkyo.output()
                    .json(new ExpansionLine(
                            output.toString(),
                            manifest.toString(),
                            outcome.copied(),
                            outcome.varied(),
                            outcome.skipped().stream()
                                    .map(EvaluationLine.SkippedLine::of)
                                    .toList()));
            return;
        }
        konkyo.output()
                .line("%s: %d photos, %d as they were and %d varied; %s says how"
                        .formatted(
                                output,
                                outcome.copied() + outcome.varied(),
                                outcome.copied(),
                                outcome.varied(),
                                manifest));
    }

    private Expansion expansion() {
        try {
            return new Expansion(perImage, AugmentationChoice.of(augment), seed, threads);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Dataset split(Dataset read) {
        try {
            var duplicates = Duplicates.in(read);
            duplicates.summary(read).forEach(konkyo.output()::note);
            return new Split(validation, seed).apply(read, duplicates);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--validation: " + e.getMessage());
        }
    }
}
