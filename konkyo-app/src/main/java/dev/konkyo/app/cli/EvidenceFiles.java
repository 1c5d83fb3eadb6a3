package dev.konkyo.app.cli;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.NpyFile;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes each photo's evidence twice: numbers as {@code NAME.npy}, drawn over the photo as {@code NAME.evidence.png}, so
 * that a folder may hold both photos and their evidence.
 */
final class EvidenceFiles {
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
        try {
            Files.createDirectories(numbers.toAbsolutePath().getParent());
            NpyFile.of(map).write(numbers);
            PhotoWriter.writePng(overlay, folder.resolve(free + ".evidence.png"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + numbers + ": " + e.getMessage(), e);
        }
        return numbers;
    }

    private Path free(Path name) {
        var candidate = name;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = name.resolveSibling(name.getFileName() + "-" + number);
        }
        return candidate;
    }
}
