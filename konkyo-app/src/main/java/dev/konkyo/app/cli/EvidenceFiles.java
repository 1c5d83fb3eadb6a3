package dev.konkyo.app.cli;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.NpyFile;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes each photo's evidence twice: numbers as {@code NAME.npy}, drawn over the photo as {@code NAME.evidence.png}, so
 * that a folder may hold both photos and their evidence.
 */
final class EvidenceFiles {
    private static final String DRAWN = ".evidence.png";

    private final Path folder;
    private final Set<Path> taken = new HashSet<>();

    EvidenceFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a photo's evidence.
     *
     * @param name of the photo; a second photo of the same name gets a number
     * @return the file of numbers
     */
    Path write(Path name, Heatmap map, Image overlay) {
        var free = free(name);
        var numbers = folder.resolve(free + ".npy");
        AtomicFile.folder(numbers.toAbsolutePath().resolveSibling(""));
        AtomicFile.write(numbers, NpyFile.of(map)::write);
        AtomicFile.write(folder.resolve(free + DRAWN), out -> out.write(PhotoWriter.png(overlay)));
        return numbers;
    }

    /** Whether a file is, by its name, a picture that was drawn here. */
    static boolean drawn(Path file) {
        return file.getFileName().toString().endsWith(DRAWN);
    }

    private Path free(Path name) {
        var candidate = name;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = name.resolveSibling(name.getFileName() + "-" + number);
        }
        return candidate;
    }
}
