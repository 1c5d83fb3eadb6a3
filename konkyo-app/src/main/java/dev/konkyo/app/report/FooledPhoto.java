package dev.konkyo.app.report;

import java.nio.file.Path;
import java.util.List;

/**
 * A photo that a model was wrong about.
 *
 * @param truth index of the class that it shows
 * @param said index of the class with the highest score
 * @param patches those that spoke most for the said class rather than the true one, the strongest first
 */
public record FooledPhoto(Path photo, int truth, int said, List<SeenPatch> patches) {
    public FooledPhoto {
        patches = List.copyOf(patches);
    }
}
