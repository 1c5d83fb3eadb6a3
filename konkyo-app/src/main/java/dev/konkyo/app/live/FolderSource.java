package dev.konkyo.app.live;

import dev.konkyo.dataset.DatasetException;
import dev.konkyo.dataset.FolderListing;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The photos of a folder, and those that arrive. Looking again and again also sees what other machines put on a shared disk, of which no
 * notice would come.
 */
final class FolderSource implements FrameSource {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** What a file looked like: one that still looks the same at the next look is written to its end. */
    private record Look(long size, FileTime changed) {
        static Look at(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(attributes.size(), attributes.lastModifiedTime());
        }
    }

    private final Path folder;
    private final boolean once;
    private final Consumer<String> notes;
    private final PhotoReader reader = PhotoReader.standard();
    private final Map<Path, Look> taken = new HashMap<>();
    private final Queue<Path> ready = new ArrayDeque<>();
    private Map<Path, Look> before = Map.of();
    private boolean looked;
    private boolean gone;
    /** A look at a large folder takes long; most of the time should still go to the photos. */
    private long pause;

    FolderSource(Path folder, boolean once, Consumer<String> notes) {
        this.folder = folder;
        this.once = once;
        this.notes = notes;
    }

    @Override
    public Optional<Shot> next() throws InterruptedException {
        while (true) {
            while (!ready.isEmpty()) {
                Optional<Shot> shot = read(ready.remove());
                if (shot.isPresent()) {
                    return shot;
                }
            }
            if (once && looked) {
                return Optional.empty();
            }
            if (looked) {
                Thread.sleep(Duration.ofNanos(pause));
            }
            look();
        }
    }

    private Optional<Shot> read(Path photo) {
        try {
            Image image = reader.read(photo);
            return Optional.of(new Shot(image, OptionalDouble.empty(), Optional.of(photo.toString())));
        } catch (UnreadablePhotoException e) {
            notes.accept("skipped " + photo + ": " + e.reason());
            return Optional.empty();
        }
    }

    private void look() {
        looked = true;
        long began = System.nanoTime();
        photos().ifPresent(this::compare);
        pause = Math.max(INTERVAL.toNanos(), 4 * (System.nanoTime() - began));
    }

    /** What two looks in a row found alike is ready. */
    void compare(List<Path> photos) {
        Map<Path, Look> now = new HashMap<>();
        for (Path photo : photos) {
            try {
                Look look = Look.at(photo);
                now.put(photo, look);
                if (!look.equals(taken.get(photo)) && (once || look.equals(before.get(photo)))) {
                    taken.put(photo, look);
                    ready.add(photo);
                }
            } catch (IOException e) {
                // Taken away between the listing and now.
                now.remove(photo);
            }
        }
        // The folder may be watched for months, so what has left is forgotten; but not after a single look, as the
        // folder itself may have vanished at that moment.
        taken.keySet().removeIf(photo -> !now.containsKey(photo) && !before.containsKey(photo));
        before = now;
    }

    /** Empty while the folder is gone; what was taken from it stays taken. */
    private Optional<List<Path>> photos() {
        try {
            List<Path> photos = FolderListing.of(folder).photos();
            if (gone) {
                notes.accept(folder + " is back");
            }
            gone = false;
            return Optional.of(photos);
        } catch (DatasetException e) {
            if (once) {
                throw new SourceException(String.valueOf(e.getMessage()), e);
            }
            if (!gone) {
                notes.accept(folder + " cannot be listed; waiting for it");
            }
            gone = true;
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ready.clear();
    }
}
