package dev.konkyo.dataset;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.ScenePhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of small photos that tests make. */
final class PhotoFolders {
    private PhotoFolders() {}

    /** Adds a photo; no two with different numbers are alike. */
    static Path photo(Path folder, String path, int number) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Image image = ScenePhotos.gradient(24, 32);
        image.rgb()[0] = (byte) number;
        PhotoWriter.writePng(image, file);
        return file;
    }

    /** Adds numbered photos to a class folder. */
    static void photos(Path folder, String label, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            photo(folder, label + "/" + "%03d.png".formatted(i), i);
        }
    }

    static void mask(Path folder, String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        PhotoWriter.writePng(Mask.empty(24, 32), file);
    }
}
