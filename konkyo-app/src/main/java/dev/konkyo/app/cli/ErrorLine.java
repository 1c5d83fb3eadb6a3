package dev.konkyo.app.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** An error as one line for people. */
final class ErrorLine {
    private ErrorLine() {}

    static String of(Throwable error) {
        return switch (error) {
            case NoSuchFileException e -> e.getFile() + ": no such file or folder";
            case AccessDeniedException e -> e.getFile() + ": access denied; check who may read and write it";
            case NotDirectoryException e -> e.getFile() + ": expected a folder, got a file";
            case DirectoryNotEmptyException e -> e.getFile() + ": the folder is not empty";
            case FileAlreadyExistsException e -> e.getFile() + ": exists already";
            case FileSystemException e ->
                e.getFile() + ": "
                        + Objects.requireNonNullElse(e.getReason(), "the system refuses it without a reason");
            case UncheckedIOException e
            when e.getCause() != null && e.getCause().toString().equals(e.getMessage()) ->
                // Made without a message of its own.
                of(e.getCause());
            case OutOfMemoryError e ->
                "out of memory (" + e.getMessage()
                        + "); try a smaller --batch or --image-size, or give the JVM more with KONKYO_JAVA_OPTIONS=-Xmx8g";
            default -> other(error);
        };
    }

    private static String other(Throwable error) {
        var message = error.getMessage();
        if (message == null || message.isBlank()) {
            return "unexpected " + error.getClass().getSimpleName() + "; --verbose shows where";
        }
        return String.join(" ", message.strip().lines().map(String::strip).toList());
    }
}
