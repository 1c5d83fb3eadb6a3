package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.app.demo.PartsDataset.Format;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsDatasetTest {
    private static final NutRenderer NUTS = new NutRenderer(48);

    @TempDir
    Path folder;

    private static Map<String, Integer> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            path -> folder.relativize(path).toString().replace('\\', '/'),
                            PartsDatasetTest::hash,
                            Integer::sum,
                            TreeMap::new));
        }
    }

    private static int hash(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void writesPhotosAndMasks() throws IOException {
        Queue<Integer> progress = new ConcurrentLinkedQueue<>();
        new PartsDataset(NUTS, Format.JPEG, 2, progress::add).write(folder, 3, 2, 1, 1, 7);
        assertThat(files(folder).keySet())
                .containsExactlyInAnyOrder(
                        "train/ok/train_ok_0000.jpg",
                        "train/ok/train_ok_0001.jpg",
                        "train/ok/train_ok_0002.jpg",
                        "train/ng/train_ng_0000.jpg",
                        "train/ng/train_ng_0001.jpg",
                        "test/ok/test_ok_0000.jpg",
                        "test/ng/test_ng_0000.jpg",
                        "ground_truth/ng/train_ng_0000_mask.png",
                        "ground_truth/ng/train_ng_0001_mask.png",
                        "ground_truth/ng/test_ng_0000_mask.png");
        assertThat(progress).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void filesDependOnTheSeedAndNotOnTheThreads() throws IOException {
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        Path other = folder.resolve("other");
        new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(one, 3, 3, 2, 2, 7);
        new PartsDataset(NUTS, Format.PNG, 3, count -> {}).write(three, 3, 3, 2, 2, 7);
        new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(other, 3, 3, 2, 2, 8);
        assertThat(files(three)).isEqualTo(files(one));
        assertThat(files(other).keySet()).isEqualTo(files(one).keySet());
        assertThat(files(other).values()).doesNotContainAnyElementsOf(files(one).values());
    }

    @Test
    void morePhotosLeaveTheOthersAsTheyWere() throws IOException {
        Path few = folder.resolve("few");
        Path many = folder.resolve("many");
        new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(few, 1, 1, 1, 1, 7);
        new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(many, 3, 2, 1, 1, 7);
        assertThat(files(many)).containsAllEntriesOf(files(few));
    }

    @Test
    void noPhotoIsThereTwice() throws IOException {
        new PartsDataset(NUTS, Format.PNG, 2, count -> {}).write(folder, 8, 0, 8, 0, 7);
        assertThat(files(folder).values()).doesNotHaveDuplicates();
    }

    @Test
    void matchedPhotosDifferWhereTheDefectIs() throws IOException {
        new PartsDataset(NUTS, Format.PNG, 2, count -> {}).writeMatched(folder, 4, 2, 1, 7);
        assertThat(files(folder)).hasSize(2 * (4 + 2 + 1) + 4 + 2 + 1).containsKey("val/ng/val_ng_0001.png");
        PhotoReader reader = PhotoReader.standard();
        for (int i = 0; i < 4; i++) {
            Image before = reader.read(folder.resolve("train/ok/train_ok_000" + i + ".png"));
            Image after = reader.read(folder.resolve("train/ng/train_ng_000" + i + ".png"));
            Mask defect = reader.readMask(folder.resolve("ground_truth/ng/train_ng_000" + i + "_mask.png"));
            assertThat(change(before, after, defect, true)).isGreaterThan(10);
            assertThat(change(before, after, defect, false)).isLessThan(1.5);
        }
        assertThat(change(
                        reader.read(folder.resolve("val/ok/val_ok_0000.png")),
                        reader.read(folder.resolve("val/ng/val_ng_0000.png")),
                        Mask.empty(48, 48),
                        false))
                .as("validation photos show parts of their own")
                .isGreaterThan(5);
    }

    /** Mean change of the green channel inside or outside a mask. */
    private static double change(Image before, Image after, Mask mask, boolean inside) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < before.height(); y++) {
            for (int x = 0; x < before.width(); x++) {
                if (mask.at(y, x) == inside) {
                    sum += Math.abs(before.at(y, x, 1) - after.at(y, x, 1));
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(folder, 1, -2, 1, 1, 7))
                .withMessageContaining("train/ng")
                .withMessageContaining("-2");
    }

    @Test
    void fileInTheWayOfAFolderIsAnIoError() throws IOException {
        Files.writeString(folder.resolve("ground_truth"), "in the way");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new PartsDataset(NUTS, Format.PNG, 1, count -> {}).write(folder, 1, 1, 1, 1, 7));
    }

    @Test
    void errorOfTheRendererIsPassedOn() {
        PartRenderer broken = (random, condition) -> {
            throw new IllegalStateException("lamp is out");
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new PartsDataset(broken, Format.PNG, 2, count -> {}).write(folder, 2, 2, 1, 1, 7))
                .withMessage("lamp is out");
    }
}
