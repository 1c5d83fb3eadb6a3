package dev.konkyo.app.cli;

import dev.konkyo.app.demo.BeltFilm;
import dev.konkyo.app.live.VideoFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Renders a film to watch. */
@Command(
        name = "belt",
        description =
                "Render a video of nuts that a belt brings below a camera, for watch; prints which of them are damaged.",
        footer = {"", "Example: konkyo belt --output belt.mp4"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class BeltCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The video: .mp4, .mkv or .avi.")
    private Path output;

    @Option(names = "--nuts", paramLabel = "N", description = "How many; by default ${DEFAULT-VALUE}.")
    private int nuts = 10;

    @Option(
            names = "--defective",
            paramLabel = "SHARE",
            description = "The share of damaged nuts, in [0, 1]; by default ${DEFAULT-VALUE}.")
    private double defective = 0.4;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Side of the frames in pixels, even; by default ${DEFAULT-VALUE}.")
    private int size = 384;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Other numbers give other nuts; by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        var film = film();
        try (var video = new VideoFile(output, size, size, BeltFilm.RATE);
                var progress = ProgressLine.start(konkyo.output(), "rendering", film.frames())) {
            film.play((frame, seconds) -> {
                video.add(frame, seconds);
                progress.at((int) Math.round(seconds * BeltFilm.RATE) + 1);
            });
        }
        for (var passage : film.passages()) {
            if (json.chosen()) {
                konkyo.output()
                        .json(new Line(passage.nut(), passage.condition().label(), passage.from(), passage.to()));
            } else {
                konkyo.output()
                        .line("nut %d: %s, at rest from %.2f s to %.2f s"
                                .formatted(passage.nut(), passage.condition().label(), passage.from(), passage.to()));
            }
        }
        return 0;
    }

    private BeltFilm film() {
        if (size % 2 != 0) {
            throw new UsageException("--size must be even, since videos need it, got " + size);
        }
        try {
            return new BeltFilm(size, nuts, defective, seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** What is printed for a nut. */
    private record Line(int nut, String label, double from, double to) {}
}
