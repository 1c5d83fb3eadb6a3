package dev.konkyo.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheOldFileAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> out.write(new byte[] {1}));
        AtomicFile.write(file, out -> out.write(new byte[] {2, 3}));

        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void theOldFileSurvivesAFullDisk() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + ": No space left on device");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void theOldFileSurvivesANewOneThatFailsItsCheck() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write('n'), written -> {
                    assertThat(written).hasContent("n");
                    throw new IOException("not what was meant");
                }))
                .hasMessage("cannot write " + file + ": not what was meant");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void nothingIsLeftAfterABrokenWriter() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/a.txt"), out -> {}))
                .hasMessageContaining("the folder does not exist");
    }

    @Test
    void aLinkKeepsPointingToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        AtomicFile.write(link, out -> out.write('n'));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("n");
    }

    @Test
    void hashIsSha256() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        assertThat(FileHash.sha256(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void onlyWhatAnUnfinishedWriteLeftIsSwept() throws IOException {
        Path half = folder.resolve(".model.onnx.0f3e6a3c-5b1d-4d6f-9e0b-1234567890ab.tmp");
        Path own = folder.resolve(".notes.tmp");
        Files.writeString(half, "half");
        Files.writeString(own, "mine");
        Files.createDirectory(folder.resolve(".folder.0f3e6a3c-5b1d-4d6f-9e0b-1234567890ab.tmp"));

        AtomicFile.sweep(folder);

        assertThat(half).doesNotExist();
        assertThat(own).exists();
        assertThat(folder).isDirectoryContaining(path -> Files.isDirectory(path));
        AtomicFile.sweep(folder.resolve("missing"));
    }
}
