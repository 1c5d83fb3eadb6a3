package dev.konkyo.dataset;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything in a folder at any depth, hidden files, what archives leave behind and what an expansion says of itself aside.
 *
 * @param photos files that are photos by their name, in the order of their paths
 * @param folders the folders, likewise
 * @param others files that are no photos by their name
 * @param unreadable what could not be looked at, with the reason
 */
public record FolderListing(List<Path> photos, List<Path> folders, List<Skipped> others, List<Skipped> unreadable) {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "tif", "tiff", "webp");

    /**
     * Lists a folder; links are followed.
     *
     * @throws DatasetException if there is no such folder or it may not be read
     */
    public static FolderListing of(Path folder) {
        if (!Files.exists(folder)) {
            throw new DatasetException(
                    folder + ": no such folder; expected a folder of class folders such as ok/ and ng/");
        } else if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder + " is a file; expected a folder of class folders such as ok/ and ng/");
        } else if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new DatasetException(
                    folder + " may not be read: permission denied; expected a folder that you may list");
        }
        Visitor visitor = new Visitor(folder);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException e) {
            throw new DatasetException(folder + " could not be listed: " + e.getMessage());
        }
        // Listings come in any order; results must not depend on it.
        Comparator<Path> order = Comparator.comparing(Path::toString);
        visitor.photos.sort(order);
        visitor.folders.sort(order);
        Comparator<Skipped> byFile =
                Comparator.comparing(skipped -> skipped.file().toString());
        visitor.others.sort(byFile);
        visitor.unreadable.sort(byFile);
        return new FolderListing(visitor.photos, visitor.folders, visitor.others, visitor.unreadable);
    }

    /** Everything that is neither a photo nor a folder, in the order of the paths. */
    List<Skipped> skipped() {
        return Stream.concat(others.stream(), unreadable.stream())
                .sorted(Comparator.comparing(skipped -> skipped.file().toString()))
                .toList();
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> photos = new ArrayList<>();
        private final List<Path> folders = new ArrayList<>();
        private final List<Skipped> others = new ArrayList<>();
        private final List<Skipped> unreadable = new ArrayList<>();

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(root)) {
                return FileVisitResult.CONTINUE;
            } else if (isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            String extension = dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
            if (!EXTENSIONS.contains(extension)) {
                others.add(new Skipped(file, "not a photo by its name, expected .jpg, .png, .bmp, .tif or .webp"));
            } else if (!attributes.isRegularFile()) {
                unreadable.add(new Skipped(file, "not an ordinary file"));
            } else {
                photos.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            String reason = switch (failure) {
                case AccessDeniedException _ -> "may not be read: permission denied";
                case FileSystemLoopException _ -> "a link to a folder that it lies in";
                default -> "could not be read: " + failure.getMessage();
            };
            unreadable.add(new Skipped(file, reason));
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path file) {
            String name = file.getFileName().toString();
            return name.startsWith(".") || name.equals("__MACOSX") || Expansion.FILES.contains(name);
        }
    }
}
