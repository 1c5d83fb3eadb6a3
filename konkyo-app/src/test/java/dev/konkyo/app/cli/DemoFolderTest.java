package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFolderTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void anEarlierDemo() throws IOException {
        folder = temporary.resolve("demo");
        try (var _ = DemoFolder.cleared(folder)) {
            write("photos/test/ok/nut_000.jpg", "nut");
            write("run/model.onnx", "model");
            Files.createDirectories(folder.resolve("run/last"));
        }
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void whatAnEarlierDemoWroteIsReplaced() {
        DemoFolder.cleared(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileOfTheUsersStopsTheDemoBeforeAnythingIsRemoved() throws IOException {
        write("photos/mine.jpg", "mine");
        refusedFor("photos/mine.jpg");
        assertThat(folder.resolve("photos/mine.jpg")).hasContent("mine");
        assertThat(folder.resolve("run/model.onnx")).hasContent("model");
    }

    @Test
    void aFileThatWasChangedIsTheUsers() throws IOException {
        write("run/model.onnx", "trained further");
        refusedFor("run/model.onnx");
        assertThat(folder.resolve("run/model.onnx")).hasContent("trained further");
    }

    @Test
    void aFolderOfTheUsersIsTheUsers() throws IOException {
        Files.createDirectories(folder.resolve("notes"));
        refusedFor("notes");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        var mine = Files.createDirectories(temporary.resolve("mine"));
        Files.writeString(mine.resolve("photo.jpg"), "mine");
        Files.createSymbolicLink(folder.resolve("run/linked"), mine);
        refusedFor("run/linked");
        assertThat(mine.resolve("photo.jpg")).hasContent("mine");
    }

    @Test
    void withoutTheMarkerNothingIsTheDemos() throws IOException {
        Files.delete(folder.resolve(DemoFolder.MARKER));
        assertThatThrownBy(() -> DemoFolder.cleared(folder)).hasMessageContaining("is not empty and no demo wrote");
        assertThat(folder.resolve("run/model.onnx")).hasContent("model");
    }

    @Test
    void aDemoThatFailedCanBeRepeated() {
        var second = temporary.resolve("second");
        assertThatThrownBy(() -> {
                    try (var _ = DemoFolder.cleared(second)) {
                        Files.writeString(Files.createDirectories(second).resolve("half"), "half");
                        throw new IllegalStateException("failed");
                    }
                })
                .hasMessage("failed");
        DemoFolder.cleared(second);
        assertThat(second).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceIsNamed() throws IOException {
        var file = Files.writeString(temporary.resolve("file"), "text");
        assertThatThrownBy(() -> DemoFolder.cleared(file)).hasMessageContaining("file is a file");
    }

    private void refusedFor(String name) {
        assertThatThrownBy(() -> DemoFolder.cleared(folder))
                .isInstanceOf(CommandException.class)
                .hasMessage(folder + " is not empty and no demo wrote " + name
                        + " as it is; remove it or choose another folder with --output DIR");
    }
}
