package dev.konkyo.app.cli;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.file.FileHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that a demo fills. A marker file lists what the demo wrote, with each file's hash, so that a later demo can replace exactly
 * that and nothing else.
 */
record DemoFolder(Path folder) implements AutoCloseable {
    static final String MARKER = ".konkyo-demo";

    /** Between hash and path, as {@code sha256sum} writes it. */
    private static final String GAP = "  ";

    /** Stands for the hash of a folder. */
    private static final String FOLDER = "folder";

    /**
     * The folder, emptied: what an earlier demo wrote is removed.
     *
     * @throws CommandException naming a file that no demo wrote, or that was changed since; then nothing is removed
     */
    static DemoFolder cleared(Path folder) {
        var cleared = new DemoFolder(folder);
        cleared.clear();
        return cleared;
    }

    private void clear() {
        try {
            if (!Files.exists(folder)) {
                return;
            }
            if (!isFolder(folder.toRealPath())) {
                throw new CommandException(folder + " is a file; name a folder with --output DIR");
            }
            var entries = entries();
            requireOwn(entries);
            for (var entry : entries) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new CommandException("cannot use " + folder + " as the demo's folder: " + ErrorLine.of(e), e);
        }
    }

    /** Everything in the folder, what lies deepest first; links are not followed. */
    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(entry -> !entry.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private void requireOwn(List<Path> entries) throws IOException {
        var listed = listed();
        for (var entry : entries) {
            boolean itself = entry.equals(marker()) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
            var identity = identity(entry);
            boolean own = identity.isPresent() && identity.get().equals(listed.get(relative(entry)));
            if (!itself && !own) {
                throw new CommandException(folder + " is not empty and no demo wrote " + relative(entry)
                        + " as it is; remove it or choose another folder with --output DIR");
            }
        }
    }

    private static boolean isFolder(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }

    /** What the marker says of an entry; nothing of links and other things that a demo never makes. */
    private static Optional<String> identity(Path entry) {
        if (isFolder(entry)) {
            return Optional.of(FOLDER);
        }
        return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(FileHash.sha256(entry))
                : Optional.empty();
    }

    private Map<String, String> listed() throws IOException {
        if (!Files.isRegularFile(marker(), LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        return Files.readAllLines(marker()).stream()
                .filter(line -> line.contains(GAP))
                .collect(Collectors.toMap(
                        line -> line.substring(line.indexOf(GAP) + GAP.length()),
                        line -> line.substring(0, line.indexOf(GAP)),
                        (first, _) -> first));
    }

    /** Lists everything that lies in the folder now as the demo's, also of a demo that failed. */
    @Override
    public void close() {
        try {
            Files.createDirectories(folder);
            var lines = new TreeMap<String, String>();
            for (var entry : entries()) {
                if (!entry.equals(marker())) {
                    identity(entry).ifPresent(identity -> lines.put(relative(entry), identity));
                }
            }
            var text = lines.entrySet().stream()
                    .map(line -> line.getValue() + GAP + line.getKey() + "\n")
                    .collect(Collectors.joining());
            AtomicFile.text(marker(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the demo's files in " + folder + ": " + e.getMessage(), e);
        }
    }

    private Path marker() {
        return folder.resolve(MARKER);
    }

    private String relative(Path entry) {
        return folder.relativize(entry).toString().replace(entry.getFileSystem().getSeparator(), "/");
    }
}
