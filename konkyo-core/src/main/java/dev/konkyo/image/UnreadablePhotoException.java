package dev.konkyo.image;

import java.nio.file.Path;
import java.util.Optional;

/** A file that cannot be used as a photo: the reason, in one line, and the file where it is known. */
public final class UnreadablePhotoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Optional<Path> file;

    /** A photo that has no file, such as bytes that came over a network. */
    public UnreadablePhotoException(String reason) {
        super(reason);
        this.reason = reason;
        this.file = Optional.empty();
    }

    /** The photo of a file. */
    public UnreadablePhotoException(Path file, String reason) {
        super(file + ": " + reason);
        this.reason = reason;
        this.file = Optional.of(file);
    }

    /** What is wrong, without the file's name. */
    public String reason() {
        return reason;
    }

    public Optional<Path> file() {
        return file;
    }
}
