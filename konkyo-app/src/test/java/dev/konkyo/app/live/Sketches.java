package dev.konkyo.app.live;

import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Regions;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Prediction;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_videoio.VideoWriter;

/** Frames, decisions and videos that tests draw themselves. */
final class Sketches {
    static final ModelCard CARD = ModelCard.of("test", List.of("ng", "ok"), Preprocessing.stretched(8, 8));
    static final Thresholding THRESHOLDING = new Thresholding.OfScores(CARD);
    static final EvidenceScale SCALE = new EvidenceScale(2, 10);

    private Sketches() {}

    static Frame frame(long number, Image image) {
        return Frame.of(number, Shot.of(image));
    }

    /** A decision for 'ng' at 0.9 on a map of two by two cells. */
    static Decision decision(Frame frame, ViewSettings settings, float... cells) {
        var image = frame.image();
        var map = Heatmap.over(image.height(), image.width(), 2, 2, cells, Unit.SCORE);
        var prediction = settings.applied(new Prediction(0, CARD.labels(), List.of(0.9f, 0.1f)), THRESHOLDING);
        var regions = new Regions(settings.evidenceValue(SCALE), 1).in(map, image.height(), image.width());
        return new Decision(frame, prediction, "ng", map, SCALE, regions, settings, 0, 0);
    }

    /** Presses a key in a window's panel. */
    static void press(ViewPanel panel, int code) {
        var event = new KeyEvent(panel, KeyEvent.KEY_PRESSED, 0, 0, code, KeyEvent.CHAR_UNDEFINED);
        panel.getKeyListeners()[0].keyPressed(event);
    }

    static Progress progress() {
        return new Progress(30, new Percentiles(1, 2, 3), 0);
    }

    /** A video of JPEGs in which the left half of frame {@code i} has the grey level {@code 20 i}, as OpenCV writes it. */
    static Path video(Path file, int frames, int height, int width) {
        try (var writer = new VideoWriter();
                var size = new Size(width, height)) {
            writer.open(
                    file.toString(),
                    opencv_videoio.CAP_OPENCV_MJPEG,
                    VideoWriter.fourcc((byte) 'M', (byte) 'J', (byte) 'P', (byte) 'G'),
                    20,
                    size,
                    true);
            for (int i = 0; i < frames; i++) {
                // The right half is white, so that rows that were shifted show.
                try (var level = new Scalar(20.0 * i, 20.0 * i, 20.0 * i, 0);
                        var white = new Scalar(255, 255, 255, 0);
                        var frame = new Mat(height, width, org.bytedeco.opencv.global.opencv_core.CV_8UC3, level)) {
                    frame.colRange(width / 2, width).put(white);
                    writer.write(frame);
                }
            }
            writer.release();
        }
        return file;
    }

    /** Remembers what it was given. */
    static final class Album implements FrameSink {
        final List<Long> numbers = new CopyOnWriteArrayList<>();
        volatile boolean closed;

        @Override
        public void accept(BufferedImage picture, Decision decision) {
            numbers.add(decision.frame().number());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
