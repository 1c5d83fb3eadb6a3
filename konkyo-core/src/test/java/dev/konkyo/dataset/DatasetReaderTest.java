package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
    private final DatasetReader reader = DatasetReader.standard();

    @TempDir
    Path folder;

    @Test
    void classFoldersWithNestedPhotos() throws IOException {
        PhotoFolders.photo(folder, "ok/b.png", 1);
        PhotoFolders.photo(folder, "ok/monday/morning/a.PNG", 2);
        PhotoFolders.photo(folder, "ng/c.png", 3);
        Dataset data = reader.read(folder);
        assertThat(data.labels()).containsExactly("ng", "ok");
        assertThat(data.samples().stream().map(sample -> data.relative(sample.photo()) + " " + data.label(sample)))
                .containsExactly("ng/c.png ng", "ok/b.png ok", "ok/monday/morning/a.PNG ok");
        assertThat(data.has(Part.UNDIVIDED)).isTrue();
        assertThat(data.skipped()).isEmpty();
    }

    @Test
    void hiddenFilesAreIgnoredAndOthersListed() throws IOException {
        PhotoFolders.photo(folder, "ok/a.png", 1);
        PhotoFolders.photo(folder, "ng/a.png", 1);
        PhotoFolders.photo(folder, "ok/.b.png", 1);
        PhotoFolders.photo(folder, ".cache/c.png", 1);
        PhotoFolders.photo(folder, "__MACOSX/ok/a.png", 1);
        PhotoFolders.photo(folder, "loose.png", 1);
        Files.writeString(folder.resolve("ok/notes.txt"), "hello");
        Files.createDirectory(folder.resolve("empty"));
        Dataset data = reader.read(folder);
        assertThat(data.samples()).hasSize(2);
        assertThat(data.skipped().stream().map(skipped -> data.relative(skipped.file()) + ": " + skipped.reason()))
                .containsExactlyInAnyOrder(
                        "ok/notes.txt: not a photo by its name, expected .jpg, .png, .bmp, .tif or .webp",
                        "loose.png: has no label, expected a photo in a class folder such as ok/ or ng/");
        assertThat(data.warnings()).containsExactly("class folder 'empty' holds no photos and is left out");
    }

    @Test
    void partsAboveTheClasses() throws IOException {
        PhotoFolders.photos(folder.resolve("train"), "ok", 3);
        PhotoFolders.photos(folder.resolve("train"), "ng", 2);
        PhotoFolders.photos(folder.resolve("val"), "ok", 1);
        PhotoFolders.photos(folder.resolve("test"), "ng", 1);
        Dataset data = reader.read(folder);
        assertThat(data.labels()).containsExactly("ng", "ok");
        assertThat(data.only(Part.TRAINING).counts().summary())
                .isEqualTo("5 photos: ng 2 (40 %), ok 3 (60 %); 'ok' has 1.5 times as many as 'ng'");
        assertThat(data.only(Part.VALIDATION).samples()).hasSize(1);
        assertThat(data.evaluation().samples()).hasSize(1).allMatch(sample -> sample.part() == Part.TEST);
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        PhotoFolders.photos(folder, "train", 2);
        PhotoFolders.photos(folder, "car", 2);
        assertThat(reader.read(folder).labels()).containsExactly("car", "train");
    }

    @Test
    void mvtecLayoutWithMasks() throws IOException {
        PhotoFolders.photos(folder, "train/good", 4);
        PhotoFolders.photos(folder, "test/good", 2);
        PhotoFolders.photos(folder, "test/crack", 2);
        PhotoFolders.mask(folder, "ground_truth/crack/000_mask.png");
        PhotoFolders.mask(folder, "ground_truth/crack/001.png");
        Files.writeString(folder.resolve("license.txt"), "free");
        Dataset data = reader.read(folder);
        assertThat(data.labels()).containsExactly("crack", "good");
        assertThat(data.samples()).hasSize(8);
        assertThat(data.evaluation().samples())
                .extracting(sample -> sample.mask().map(data::relative).orElse("-"))
                .containsExactly("ground_truth/crack/000_mask.png", "ground_truth/crack/001.png", "-", "-");
        assertThat(data.only(Part.TRAINING).samples())
                .allMatch(sample -> sample.mask().isEmpty());
        assertThatThrownBy(data::requireTwoClasses).hasMessageContaining("got only 'good' with 4 photos");
        data.pooled().requireTwoClasses();
    }

    @Test
    void labelsFromFileNamesInTheOrderOfTheirNumbers() throws IOException {
        for (String name : List.of("10_0001.png", "2_0001.png", "02_0002.png", "deep/1_a.png", "none.png")) {
            PhotoFolders.photo(folder, name, 1);
        }
        Dataset data = new DatasetReader(new LabelSource.FileNames()).read(folder);
        assertThat(data.labels()).containsExactly("1", "2", "10");
        assertThat(data.counts().classes())
                .extracting(ClassCounts.Count::photos)
                .containsExactly(1, 2, 1);
        assertThat(data.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("such as 1_0001.jpg"));
    }

    @Test
    void foldersThatAreNoDataSet() throws IOException {
        assertThatThrownBy(() -> reader.read(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("holds no photo with a label")
                .hasMessageContaining("got an empty folder");
        assertThatThrownBy(() -> reader.read(folder.resolve("none"))).hasMessageContaining("no such folder");
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("is a file; expected a folder");
        PhotoFolders.photo(folder, "loose.png", 1);
        assertThatThrownBy(() -> reader.read(folder))
                .hasMessageContaining("got 2 other files, the first a.txt")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aFolderThatMayNotBeRead() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(locked)).as("root reads everything").isFalse();
        assertThatThrownBy(() -> reader.read(locked)).hasMessageContaining("permission denied");
        PhotoFolders.photo(folder, "ok/a.png", 1);
        assertThat(reader.read(folder).skipped()).extracting(Skipped::file).contains(locked);
    }

    @Test
    void aNameThatIsNothingButAnExtensionIsNoPhoto() throws IOException {
        PhotoFolders.photo(folder, "ok/a.png", 1);
        Files.copy(folder.resolve("ok/a.png"), folder.resolve("ok/png"));
        Dataset data = reader.read(folder);
        assertThat(data.samples()).hasSize(1);
        assertThat(data.skipped()).extracting(Skipped::file).containsExactly(folder.resolve("ok/png"));
    }

    @Test
    void oneClassOnly() throws IOException {
        PhotoFolders.photos(folder, "ok", 3);
        assertThatThrownBy(() -> reader.read(folder).requireTwoClasses())
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("expected photos of at least two, got only 'ok' with 3 photos")
                .hasMessageContaining("such as ok/ and ng/");
    }

    @Test
    void aModelsOwnOrderOfLabels() throws IOException {
        PhotoFolders.photos(folder, "a", 1);
        PhotoFolders.photos(folder, "b", 2);
        PhotoFolders.photos(folder, "c", 1);
        Dataset data = reader.read(folder).ordered(List.of("c", "b"));
        assertThat(data.samples()).extracting(Sample::label).containsExactly(1, 1, 0);
        assertThat(data.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason())
                        .isEqualTo("its class 'a' is unknown to the model, which knows [c, b]"));
    }
}
