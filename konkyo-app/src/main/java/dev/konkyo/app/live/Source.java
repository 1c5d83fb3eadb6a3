package dev.konkyo.app.live;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is watched. */
public sealed interface Source {
    Pattern CAMERA = Pattern.compile("(?:/dev/video)?(\\d{1,3})");
    Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+");

    /** The camera with this index, by Video4Linux. */
    record Camera(int index) implements Source {}

    /** An address that frames are received from: {@code rtsp://}, {@code http://} and what else FFmpeg reads. */
    record Stream(String address) implements Source {}

    /** A video file. */
    record Video(Path file) implements Source {}

    /**
     * A folder of photos, at any depth, in the order of their paths.
     *
     * @param once whether the photos that lie there now are all; otherwise new ones are waited for
     */
    record Folder(Path folder, boolean once) implements Source {}

    /**
     * The source that a word names.
     *
     * @param once whether a folder's photos that lie there now are all
     * @throws SourceException if there is nothing of that name
     */
    static Source of(String word, boolean once) {
        Matcher camera = CAMERA.matcher(word);
        if (camera.matches() && !Files.isDirectory(Path.of(word))) {
            return new Camera(Integer.parseInt(camera.group(1)));
        } else if (ADDRESS.matcher(word).matches()) {
            return new Stream(word);
        }
        Path path = path(word);
        if (Files.isDirectory(path)) {
            return new Folder(path, once);
        } else if (Files.exists(path)) {
            return new Video(path);
        }
        throw new SourceException(
                word + ": no such file or folder; expected a camera's number, a video file, an address such as"
                        + " rtsp://camera/stream, or a folder of photos");
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new SourceException("'" + word + "' is no path: " + e.getReason(), e);
        }
    }

    /** Whether frames come in their own time, so that one who is late misses them. */
    default boolean live() {
        return switch (this) {
            case Camera _, Stream _ -> true;
            case Video _, Folder _ -> false;
        };
    }

    /** Whether nothing for a long time is nothing unusual. */
    default boolean waits() {
        return this instanceof Folder;
    }

    /** The name for messages; without the password that an address may hold. */
    default String name() {
        return switch (this) {
            case Camera(int index) -> "camera " + index;
            case Stream(String address) -> address.replaceFirst("//[^/@]*@", "//");
            case Video(Path file) -> file.toString();
            case Folder folder -> folder.folder().toString();
        };
    }

    /** Loads the native libraries that opening needs, which have to be unpacked the first time. */
    default void load() {
        switch (this) {
            case Camera _ -> CameraSource.load();
            case Stream _, Video _ -> VideoSource.load();
            case Folder _ -> {}
        }
    }

    /**
     * Opens the source; may block.
     *
     * @param notes takes one line about what was left out
     * @throws SourceException if it cannot be opened
     */
    default FrameSource open(Patience patience, Consumer<String> notes) {
        return switch (this) {
            case Camera(int index) -> CameraSource.open(index);
            case Stream(String address) -> VideoSource.stream(address, patience.stall());
            case Video(Path file) -> VideoSource.file(file);
            case Folder(Path folder, boolean once) -> new FolderSource(folder, once, notes);
        };
    }
}
