package dev.konkyo.app.live;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is watched, and how.
 *
 * @param frames ends after as many
 * @param paced whether a video file plays at its own speed and frames that come too late are dropped, as a camera's are
 * @param settings to begin with
 * @param window whether to open one if there is a display
 * @param output a video file ({@code .mp4}, {@code .mkv}, {@code .avi}), or a folder for one picture per frame
 * @param alarm the label that is looked out for, {@code unknown} included; it is drawn in red
 */
public record WatchPlan(
        Source source,
        Patience patience,
        long frames,
        boolean paced,
        ViewSettings settings,
        boolean window,
        Optional<Path> output,
        Optional<String> alarm) {
    /** No end but the source's. */
    public static final long ALL = Long.MAX_VALUE;

    public WatchPlan {
        if (frames < 1) {
            throw new IllegalArgumentException("a watch needs at least 1 frame, got " + frames);
        }
    }

    /** Every frame, as fast as it can be decided on, without any picture. */
    public static WatchPlan of(Source source) {
        return new WatchPlan(
                source,
                Patience.standard(),
                ALL,
                false,
                ViewSettings.standard(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    public WatchPlan withOutput(Optional<Path> other) {
        return new WatchPlan(source, patience, frames, paced, settings, window, other, alarm);
    }
}
