package dev.konkyo.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The photos that arguments name: files as they are, folders with every photo in them at any depth. */
final class PhotoArguments {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "tif", "tiff", "webp");

    private PhotoArguments() {}

    /**
     * A photo and what to call its results.
     *
     * @param name path from the argument's folder on, without the extension
     */
    record Photo(Path file, Path name) {
        static Photo of(Path file, Path inside) {
            var last = inside.getFileName().toString();
            int dot = last.lastIndexOf('.');
            return new Photo(file, inside.resolveSibling(dot > 0 ? last.substring(0, dot) : last));
        }
    }

    /**
     * Lists the photos, a folder's in the order of their paths.
     *
     * @throws CommandException if an argument names nothing, or all of them together no photo
     */
    static List<Photo> list(List<Path> arguments) {
        List<Photo> photos = new ArrayList<>();
        for (var argument : arguments) {
            if (Files.isDirectory(argument)) {
                photos.addAll(inFolder(argument));
            } else if (Files.exists(argument)) {
                photos.add(Photo.of(argument, argument.getFileName()));
            } else {
                throw new CommandException(
                        argument + ": no such file or folder; expected a photo or a folder of photos");
            }
        }
        if (photos.isEmpty()) {
            throw new CommandException("no photo in " + arguments.getFirst()
                    + "; expected files that end in .jpg, .png, .bmp, .tif or .webp");
        }
        return photos;
    }

    private static List<Photo> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(PhotoArguments::isPhoto)
                    .sorted()
                    .map(file -> Photo.of(file, folder.relativize(file)))
                    .toList();
        } catch (IOException e) {
            throw new CommandException("cannot list " + folder + ": " + ErrorLine.of(e), e);
        }
    }

    private static boolean isPhoto(Path file) {
        var name = file.getFileName().toString();
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(extension) && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
