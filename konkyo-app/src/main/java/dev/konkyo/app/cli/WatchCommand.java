package dev.konkyo.app.cli;

import dev.konkyo.app.live.Patience;
import dev.konkyo.app.live.Source;
import dev.konkyo.app.live.SourceException;
import dev.konkyo.app.live.Thresholding;
import dev.konkyo.app.live.ViewMode;
import dev.konkyo.app.live.ViewSettings;
import dev.konkyo.app.live.Watch;
import dev.konkyo.app.live.WatchPlan;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Decides on the frames of a camera, a video, a stream or a folder, and shows the grounds as they come. */
@Command(
        name = "watch",
        description =
                "Decide on frames as they come and show the evidence on them: in a window if there is a display, and as a video, pictures or JSON lines.",
        footer = {
            "",
            "Keys in the window: M heatmap or boxes, up and down the decision's threshold, left and right the evidence threshold, Q quit.",
            "The label of --fail-on is drawn in red and every other class in green.",
            "",
            "Example: konkyo watch part.onnx 0",
            "          konkyo watch part.onnx belt.mp4 --output annotated.mp4 --json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class WatchCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Mixin
    private ModelArgument model;

    @Parameters(
            index = "1",
            paramLabel = "SOURCE",
            description =
                    "A camera's number, a video file, an address (rtsp://..., http://...), or a folder that photos arrive in.")
    private String source;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            description =
                    "Write the drawn frames: a video if the name ends in .mp4, .mkv or .avi, otherwise a folder of pictures.")
    private @Nullable Path output;

    @Option(
            names = "--records",
            paramLabel = "FILE",
            description = "Add one JSON object per decided frame to this file, as --json prints them.")
    private @Nullable Path records;

    @Option(
            names = "--mode",
            paramLabel = "NAME",
            description = "How evidence is drawn: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private ViewMode mode = ViewMode.HEATMAP;

    @Option(
            names = "--evidence-threshold",
            paramLabel = "X",
            description =
                    "Where regions begin, in [0, 1]: 0 is the floor of the model's evidence scale, 1 its ceiling; by default ${DEFAULT-VALUE}.")
    private double evidenceThreshold = ViewSettings.standard().evidenceThreshold();

    @Option(names = "--no-window", description = "Open no window even if there is a display.")
    private boolean noWindow;

    @Option(
            names = "--once",
            description = "Take the photos that lie in the folder now; by default new ones are waited for.")
    private boolean once;

    @Option(
            names = "--paced",
            description =
                    "Play a video file at its own speed and drop frames that come too late, as a camera's are; by default each frame is decided on.")
    private boolean paced;

    @Option(names = "--frames", paramLabel = "N", description = "End after N frames; by default with the source.")
    private long frames = WatchPlan.ALL;

    @Option(
            names = "--stall",
            paramLabel = "SECONDS",
            description = "Open a camera or stream again that gave no frame for as long; by default ${DEFAULT-VALUE}.")
    private double stall = 10;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description =
                    "Attempts in a row to open a failing camera or stream again; by default 3 before its first frame and any number after it.")
    private @Nullable Integer retries;

    @Mixin
    private MethodOptions methods;

    @Mixin
    private FailOn failOn;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        var settings = settings();
        var patience = patience();
        if (frames < 1) {
            throw new UsageException("--frames must be at least 1, got " + frames);
        }
        if (noWindow) {
            // Before anything is drawn: a display that cannot be used would else get in the way of pictures, too.
            System.setProperty("java.awt.headless", "true");
        }
        var loaded = model.read(konkyo.output());
        failOn.check(loaded.card());
        var entry = methods.entry(loaded);
        var plan = new WatchPlan(
                source(), patience, frames, paced, settings, !noWindow, Optional.ofNullable(output), failOn.label());
        noteSlowEvidence(loaded, entry.name());
        try (var classifier = Engines.open(loaded, entry.needs(), engine.threads());
                var sinks = new WatchRecords(konkyo.output(), json.chosen(), failOn, records);
                var interruption = new Interruption(konkyo.output(), "ending: finishing what is being written")) {
            var method = methods.make(entry, loaded, classifier);
            var watch = new Watch(classifier, Thresholding.of(loaded), method, plan, sinks, konkyo.output()::note);
            var summary = watch.run(interruption::happened);
            konkyo.output().note(summary.words());
        }
        return failOn.status();
    }

    private Source source() {
        try {
            return Source.of(source, once);
        } catch (SourceException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private ViewSettings settings() {
        try {
            return ViewSettings.standard().with(mode).withEvidenceThreshold(evidenceThreshold);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--evidence-threshold: " + e.getMessage());
        }
    }

    private Patience patience() {
        if (!(stall > 0 && stall <= 3600)) {
            throw new UsageException("--stall lies in (0, 3600] seconds, got " + stall);
        }
        var patience = Patience.standard().withStall(Duration.ofNanos((long) (1e9 * stall)));
        if (retries == null) {
            return patience;
        } else if (retries < 0) {
            throw new UsageException("--retries must be at least 0, got " + retries);
        }
        return patience.withAttempts(retries);
    }

    private void noteSlowEvidence(Model loaded, String method) {
        if (!EvidenceOutputs.in(loaded.graph())) {
            konkyo.output()
                    .note(model.file() + " gives no evidence itself, so " + method
                            + " finds it; konkyo export --evidence makes a file that gives both in one pass");
        }
    }
}
