package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FolderSourceTest {
    @TempDir
    private Path home;

    private Path folder;

    private final List<String> notes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(home.resolve("folder"));
    }

    /** Comes whole: between two looks at it, one that is being written might stay the same on a busy machine. */
    private Path photo(String name, int side) throws IOException {
        var coming = home.resolve(name);
        PhotoWriter.writePng(Image.filled(side, side, 1, 2, 3), coming);
        return Files.move(coming, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void thePhotosThatAreThereComeInOrderAndDamagedOnesAreSkipped() throws IOException, InterruptedException {
        photo("b.png", 20);
        photo("a.png", 10);
        Files.write(folder.resolve("c.jpg"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("notes.txt"), "no photo");
        List<Integer> sides = new ArrayList<>();
        try (var source = new FolderSource(folder, true, notes::add)) {
            for (var shot = source.next(); shot.isPresent(); shot = source.next()) {
                sides.add(shot.get().image().width());
            }
        }

        assertThat(sides).containsExactly(10, 20);
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst()).startsWith("skipped " + folder.resolve("c.jpg"));
    }

    @Test
    void aPhotoThatArrivesIsTakenOnceAndAgainOnlyIfItChanged() throws IOException, InterruptedException {
        photo("a.png", 10);
        try (var source = new FolderSource(folder, false, notes::add)) {
            assertThat(source.next().orElseThrow().image().width()).isEqualTo(10);
            photo("b.png", 20);
            assertThat(source.next().orElseThrow().name())
                    .contains(folder.resolve("b.png").toString());
            photo("a.png", 300);
            assertThat(source.next().orElseThrow().image().width()).isEqualTo(300);
        }
    }

    @Test
    void aFolderThatVanishesIsWaitedForAndItsPhotosAreNotTakenTwice() throws IOException, InterruptedException {
        photo("a.png", 10);
        var away = home.resolve("away");
        List<Integer> sides = new CopyOnWriteArrayList<>();
        var reading = new Thread(() -> read(sides));
        reading.start();
        try {
            until(() -> sides.size() == 1, reading);
            Files.move(folder, away);
            until(() -> notes.size() == 1, reading);
            Files.move(away, folder);
            photo("b.png", 20);
            until(() -> sides.size() == 2, reading);
        } finally {
            reading.interrupt();
            reading.join();
        }

        assertThat(sides).containsExactly(10, 20);
        assertThat(notes).containsExactly(folder + " cannot be listed; waiting for it", folder + " is back");
    }

    /** A listing comes short if the folder vanishes meanwhile. */
    @Test
    void aSingleLookThatFindsNothingForgetsNothing() throws IOException, InterruptedException {
        var photos = List.of(photo("a.png", 10));
        try (var source = new FolderSource(folder, false, notes::add)) {
            source.compare(photos);
            source.compare(photos);
            assertThat(source.next().orElseThrow().image().width()).isEqualTo(10);
            source.compare(List.of());
            source.compare(photos);
            source.compare(photos);
            photo("b.png", 20);
            assertThat(source.next().orElseThrow().image().width()).isEqualTo(20);
        }
    }

    @Test
    void aPhotoThatLeftAndCameBackIsANewOne() throws IOException, InterruptedException {
        var photos = List.of(photo("a.png", 10));
        try (var source = new FolderSource(folder, false, notes::add)) {
            source.compare(photos);
            source.compare(photos);
            assertThat(source.next()).isPresent();
            source.compare(List.of());
            source.compare(List.of());
            assertThat(source.next().orElseThrow().image().width()).isEqualTo(10);
        }
    }

    private void read(List<Integer> sides) {
        try (var source = new FolderSource(folder, false, notes::add)) {
            while (true) {
                sides.add(source.next().orElseThrow().image().width());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(BooleanSupplier condition, Thread reading) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertThat(reading.isAlive()).as("still reading").isTrue();
            Thread.sleep(5);
        }
    }
}
