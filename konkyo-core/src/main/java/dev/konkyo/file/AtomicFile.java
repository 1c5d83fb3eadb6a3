package dev.konkyo.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a file so that readers see the old one or the new one, never a part. */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    /** A dot, the target's name, a UUID. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private AtomicFile() {}

    /** What a file shall hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is flushed and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** What must be true of a file before it replaces an older one. */
    @FunctionalInterface
    public interface Check {
        /**
         * Looks at the file that was written.
         *
         * @throws IOException if it is not what was meant to be written
         */
        void test(Path written) throws IOException;
    }

    /**
     * Writes to a temporary file in the target's folder, forces it to the disk and renames it. If anything fails the temporary file
     * is removed and an older target keeps its bytes.
     *
     * @throws UncheckedIOException with a one-line message if the file cannot be written
     */
    public static void write(Path target, Content content) {
        write(target, content, _ -> {});
    }

    /**
     * Writes text in UTF-8, as {@link #write(Path, Content)}.
     *
     * @throws UncheckedIOException with a one-line message if the file cannot be written
     */
    public static void text(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * As {@link #write(Path, Content)}, and reads the file back before it is renamed.
     *
     * @param check sees the temporary file once it is on the disk; if it throws, an older target stays
     * @throws UncheckedIOException with a one-line message if the file cannot be written or fails the check
     */
    public static void write(Path target, Content content, Check check) {
        try {
            Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
            Path folder = real.resolveSibling("");
            Path temporary = folder.resolve("." + real.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                fill(temporary, content);
                check.test(temporary);
                rename(temporary, real);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceFolder(folder);
        } catch (IOException e) {
            String message = "cannot write " + target + ": " + reason(e);
            throw new UncheckedIOException(message, e);
        }
    }

    /**
     * Removes the temporary files that processes left in a folder when they were killed while writing. Nobody may be writing there.
     *
     * @param folder need not exist
     * @throws UncheckedIOException with a one-line message if a file cannot be removed
     */
    public static void sweep(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(AtomicFile::temporary).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy up " + folder + ": " + reason(e), e);
        }
    }

    private static boolean temporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private static void fill(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the rename itself survive a power cut, where the system lets folders be forced. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; the file itself is already on the disk.
            return;
        }
    }

    /**
     * Makes a folder for files, and those that it lies in.
     *
     * @throws UncheckedIOException with a one-line message if that fails
     */
    public static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + folder + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "the folder does not exist; create it first";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "a file lies where a folder is needed";
            case FileAlreadyExistsException _ -> "a file lies where a folder is needed";
            case FileSystemException system ->
                Objects.requireNonNullElse(system.getReason(), "the system refuses it without a reason");
            default ->
                String.valueOf(e.getMessage())
                        .lines()
                        .findFirst()
                        .orElse(e.getClass().getSimpleName());
        };
    }
}
