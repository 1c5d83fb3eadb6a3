package dev.konkyo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SinksTest {
    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    private static BufferedImage picture(int width, int height, Color colour) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private static Decision decision(long number, double seconds) {
        var frame = Frame.of(number, Shot.at(seconds, Image.filled(4, 4, 0, 0, 0)));
        return Sketches.decision(frame, ViewSettings.standard(), 0, 0, 0, 0);
    }

    private static List<Shot> shots(Path file) {
        List<Shot> shots = new ArrayList<>();
        try (var source = VideoSource.file(file)) {
            for (var shot = source.next(); shot.isPresent(); shot = source.next()) {
                shots.add(shot.get());
            }
        }
        return shots;
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.mp4", "out.mkv", "out.avi"})
    void aVideoHoldsThePicturesAndTheirTimes(String name) {
        var file = folder.resolve(name);
        try (var sink = new VideoSink(file, () -> OptionalDouble.of(20), notes::add)) {
            for (int i = 0; i < 10; i++) {
                sink.accept(picture(160, 120, i < 5 ? Color.RED : Color.BLUE), decision(i + 1, i / 20.0));
            }
        }

        var shots = shots(file);
        assertThat(shots).hasSize(10);
        assertThat(shots.get(9).seconds().getAsDouble()).isCloseTo(0.45, within(0.01));
        assertThat(shots.getFirst().image().at(60, 80, 0)).isGreaterThan(220);
        assertThat(shots.getFirst().image().at(60, 80, 2)).isLessThan(40);
        assertThat(shots.getLast().image().at(60, 80, 2)).isGreaterThan(210);
        assertThat(notes).isEmpty();
    }

    /** At a bitrate frames full of details would be blurred. */
    @Test
    void busyFramesAreAsTrueAsQuietOnes() {
        var file = folder.resolve("busy.mp4");
        var random = new Random(1);
        List<BufferedImage> pictures = new ArrayList<>();
        try (var sink = new VideoSink(file, () -> OptionalDouble.of(20), notes::add)) {
            for (int i = 0; i < 20; i++) {
                var picture = picture(160, 120, Color.GRAY);
                for (int y = 0; y < 120; y += 2) {
                    for (int x = 0; x < 160; x += 2) {
                        int grey = 60 + random.nextInt(140);
                        for (int k = 0; k < 4; k++) {
                            picture.setRGB(x + k % 2, y + k / 2, new Color(grey, grey, grey).getRGB());
                        }
                    }
                }
                pictures.add(picture);
                sink.accept(picture, decision(i + 1, i / 20.0));
            }
        }

        var last = shots(file).getLast().image();
        double difference = 0;
        for (int i = 0; i < 160 * 120; i++) {
            int drawn = pictures.getLast().getRGB(i % 160, i / 160) >> 8 & 255;
            difference += Math.abs(last.at(i / 160, i % 160, 1) - drawn);
        }
        assertThat(difference / (160 * 120)).isLessThan(6);
    }

    @Test
    void framesAfterAGapKeepTheirTime() {
        var file = folder.resolve("gap.mp4");
        try (var sink = new VideoSink(file, () -> OptionalDouble.of(20), notes::add)) {
            sink.accept(picture(160, 120, Color.RED), decision(1, 0));
            sink.accept(picture(160, 120, Color.BLUE), decision(21, 1));
        }

        assertThat(shots(file).getLast().seconds().getAsDouble()).isCloseTo(1, within(0.01));
    }

    @Test
    void aPictureOfAnotherSizeIsScaledIntoTheVideo() {
        var file = folder.resolve("sizes.avi");
        try (var sink = new VideoSink(file, () -> OptionalDouble.of(20), notes::add)) {
            sink.accept(picture(160, 120, Color.RED), decision(1, 0));
            sink.accept(picture(60, 90, Color.RED), decision(2, 0.05));
            sink.accept(picture(60, 90, Color.RED), decision(3, 0.1));
        }

        var last = shots(file).getLast().image();
        assertThat(last.width()).isEqualTo(160);
        assertThat(last.at(60, 80, 0)).isGreaterThan(220);
        assertThat(last.at(60, 20, 0)).isLessThan(30);
        assertThat(notes).containsExactly(file + " stays 160 x 120 pixels; frames of another size are scaled into it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"half.mp4", "half.mkv"})
    void aVideoThatWasNeverClosedPlaysAllTheSame(String name) throws IOException {
        var file = folder.resolve(name);
        var left = folder.resolve("left-" + name);
        try (var sink = new VideoSink(file, () -> OptionalDouble.of(20), notes::add)) {
            for (int i = 0; i < 60; i++) {
                sink.accept(picture(160, 120, i < 20 ? Color.RED : Color.BLUE), decision(i + 1, i / 20.0));
            }
            // What the disk holds if the process is killed now.
            Files.copy(file, left);
        }

        assertThat(shots(left)).hasSizeBetween(30, 60);
    }

    @Test
    void aFolderHoldsOnePicturePerFrame() {
        var pictures = folder.resolve("pictures");
        try (var sink = new PictureSink(pictures)) {
            sink.accept(picture(16, 12, Color.GREEN), decision(17, 0));
        }

        var image = PhotoReader.standard().read(pictures.resolve("frame-000017.jpg"));
        assertThat(image.at(6, 8, 1)).isGreaterThan(240);
        assertThat(image.at(6, 8, 0)).isLessThan(15);
    }

    @Test
    void aVideoThatCannotBeWrittenIsToldInOneLine() {
        var sink = new VideoSink(folder.resolve("missing/out.mp4"), OptionalDouble::empty, notes::add);

        assertThatThrownBy(() -> sink.accept(picture(160, 120, Color.RED), decision(1, 0)))
                .isInstanceOf(SinkException.class)
                .hasMessageStartingWith("cannot write " + folder.resolve("missing/out.mp4"))
                .hasMessageNotContaining("\n");
    }
}
