package dev.konkyo.app.cli;

import dev.konkyo.dataset.FolderListing;
import dev.konkyo.dataset.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The photos that arguments name: files as they are, folders with every photo in them at any depth, except for what {@link EvidenceFiles} drew there.
 *
 * @param photos a folder's in the order of their paths
 * @param unreadable what could not be looked at in the folders
 */
record PhotoArguments(List<Photo> photos, List<Skipped> unreadable) {
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
     * Lists the photos.
     *
     * @throws CommandException if an argument names nothing, or all of them together no photo
     */
    static PhotoArguments list(List<Path> arguments) {
        List<Photo> photos = new ArrayList<>();
        List<Skipped> unreadable = new ArrayList<>();
        for (var argument : arguments) {
            if (Files.isDirectory(argument)) {
                var listing = FolderListing.of(argument);
                listing.photos().stream()
                        .filter(file -> !EvidenceFiles.drawn(file))
                        .forEach(file -> photos.add(Photo.of(file, argument.relativize(file))));
                unreadable.addAll(listing.unreadable());
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
        return new PhotoArguments(photos, unreadable);
    }
}
