package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTest {
    @Test
    void aWordNamesACameraAnAddressAFileOrAFolder(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("belt.mp4"));

        assertThat(Source.of("0", false)).isEqualTo(new Source.Camera(0));
        assertThat(Source.of("/dev/video2", false)).isEqualTo(new Source.Camera(2));
        assertThat(Source.of("rtsp://camera/stream", false)).isEqualTo(new Source.Stream("rtsp://camera/stream"));
        assertThat(Source.of(file.toString(), false)).isEqualTo(new Source.Video(file));
        assertThat(Source.of(folder.toString(), true)).isEqualTo(new Source.Folder(folder, true));
    }

    @Test
    void whatDoesNotExistIsToldWithWhatWouldBeTaken() {
        assertThatThrownBy(() -> Source.of("no-such.mp4", false))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no-such.mp4")
                .hasMessageContaining("a camera's number, a video file, an address");
    }

    @Test
    void aPasswordIsNotRepeated() {
        assertThat(new Source.Stream("rtsp://user:secret@camera/stream").name()).isEqualTo("rtsp://camera/stream");
        assertThat(new Source.Stream("http://camera/a@b").name()).isEqualTo("http://camera/a@b");
    }

    @Test
    void onlyWhatComesInItsOwnTimeIsLive(@TempDir Path folder) {
        assertThat(new Source.Camera(0).live()).isTrue();
        assertThat(new Source.Stream("http://camera/").live()).isTrue();
        assertThat(new Source.Folder(folder, false).live()).isFalse();
        assertThat(new Source.Folder(folder, false).waits()).isTrue();
    }
}
