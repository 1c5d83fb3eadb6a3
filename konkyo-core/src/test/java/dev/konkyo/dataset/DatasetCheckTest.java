package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.ScenePhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(DatasetCheck.Depth.class)
    void photosThatCannotBeUsedAreListed(DatasetCheck.Depth depth) throws IOException {
        PhotoFolders.photos(folder, "ok", 3);
        PhotoFolders.photos(folder, "ng", 2);
        byte[] jpeg = PhotoWriter.jpeg(ScenePhotos.gradient(64, 64), 90);
        Files.write(folder.resolve("ng/cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
        Files.createFile(folder.resolve("ng/nothing.jpg"));
        Files.writeString(folder.resolve("ok/text.jpg"), "hello, world");
        PhotoWriter.writePng(ScenePhotos.gradient(300, 300), folder.resolve("ok/vast.png"));
        Dataset data = DatasetReader.standard().read(folder);
        assertThat(data.samples()).hasSize(9);
        Dataset checked = new DatasetCheck(new PhotoReader(80_000), depth, 2).apply(data);
        assertThat(checked.samples()).hasSize(5).isSubsetOf(data.samples());
        assertThat(checked.skipped().stream().map(skipped -> data.relative(skipped.file()) + ": " + skipped.reason()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ng/cut.jpg: truncated JPEG"),
                        line -> assertThat(line).startsWith("ng/nothing.jpg: empty file"),
                        line -> assertThat(line).startsWith("ok/text.jpg: not an image"),
                        line -> assertThat(line).startsWith("ok/vast.png: too large"));
    }

    @Test
    void theHashKnowsContentAndPlaceButNotTheFolder() throws IOException {
        Path one = folder.resolve("one");
        PhotoFolders.photos(one, "ok", 2);
        PhotoFolders.photos(one, "ng", 2);
        Path other = folder.resolve("other");
        PhotoFolders.photos(other, "ok", 2);
        PhotoFolders.photos(other, "ng", 2);
        String hash = hash(one);
        assertThat(hash).hasSize(64).isEqualTo(hash(other));
        PhotoFolders.photo(other, "ok/001.png", 77);
        assertThat(hash(other)).isNotEqualTo(hash);
        PhotoFolders.photos(other, "ok", 2);
        assertThat(hash(other)).isEqualTo(hash);
        Files.move(other.resolve("ok/001.png"), other.resolve("ng/002.png"));
        assertThat(hash(other)).isNotEqualTo(hash);
    }

    @Test
    void aPhotoThatVanishedIsNamed() throws IOException {
        PhotoFolders.photos(folder, "ok", 2);
        Dataset data = DatasetReader.standard().read(folder);
        Files.delete(folder.resolve("ok/001.png"));
        assertThatThrownBy(() -> DatasetHash.of(data)).hasMessageContaining("001.png could not be read");
    }

    private static String hash(Path folder) {
        return DatasetHash.of(DatasetReader.standard().read(folder));
    }
}
