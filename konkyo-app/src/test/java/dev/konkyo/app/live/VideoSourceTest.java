package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VideoSourceTest {
    @TempDir
    private Path folder;

    @Test
    void aVideoGivesItsFramesInOrderWithTheirTimes() {
        // A width that fills no whole block of FFmpeg's vectors.
        var file = Sketches.video(folder.resolve("greys.avi"), 12, 50, 90);
        List<Shot> shots = new ArrayList<>();
        try (var source = VideoSource.file(file)) {
            for (var shot = source.next(); shot.isPresent(); shot = source.next()) {
                shots.add(shot.get());
            }
            assertThat(source.rate()).isEqualTo(OptionalDouble.of(20));
        }

        assertThat(shots).hasSize(12);
        for (int i = 0; i < 12; i++) {
            var image = shots.get(i).image();
            assertThat(image.height()).isEqualTo(50);
            assertThat(image.width()).isEqualTo(90);
            assertThat(shots.get(i).seconds().getAsDouble()).isCloseTo(i / 20.0, within(1e-6));
            for (int channel = 0; channel < 3; channel++) {
                assertThat(image.at(0, 0, channel)).isCloseTo(20 * i, within(3));
                assertThat(image.at(40, 25, channel)).isCloseTo(20 * i, within(3));
                assertThat(image.at(40, 70, channel)).isGreaterThan(250);
            }
        }
    }

    @Test
    void anEmptyFileIsNoVideo() throws IOException {
        var file = Files.createFile(folder.resolve("empty.mp4"));

        assertThatThrownBy(() -> VideoSource.file(file))
                .isInstanceOf(SourceException.class)
                .hasMessage("the file is empty, expected a video");
    }

    @Test
    void aFileOfSomethingElseIsNoVideo() throws IOException {
        var file = Files.writeString(folder.resolve("words.mp4"), "words ".repeat(1000));

        assertThatThrownBy(() -> VideoSource.file(file))
                .isInstanceOf(SourceException.class)
                .hasMessage("no video that FFmpeg can read");
    }

    @Test
    void aVideoThatWasCutOffGivesWhatIsThere() throws IOException {
        var whole = Files.readAllBytes(Sketches.video(folder.resolve("whole.avi"), 12, 48, 64));
        var file = Files.write(folder.resolve("cut.avi"), java.util.Arrays.copyOf(whole, whole.length / 2));
        int count = 0;
        try (var source = VideoSource.file(file)) {
            while (source.next().isPresent()) {
                count++;
            }
        }

        assertThat(count).isBetween(1, 11);
    }
}
