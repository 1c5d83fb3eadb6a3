package dev.konkyo.app.live;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes pictures to a video file, which is begun with the first. */
final class VideoSink implements FrameSink {
    private static final double USUAL_RATE = 25;
    private static final double PHOTOS_PER_SECOND = 2;

    private final Path file;
    private final Supplier<OptionalDouble> rate;
    private final Consumer<String> notes;
    private @Nullable VideoFile video;
    private int width;
    private int height;
    private long firstNanoseconds;
    private double firstSeconds;
    private boolean told;

    /**
     * A file to be.
     *
     * @param rate frames per second of the source, known once there is a frame
     */
    VideoSink(Path file, Supplier<OptionalDouble> rate, Consumer<String> notes) {
        this.file = file;
        this.rate = rate;
        this.notes = notes;
    }

    @Override
    public void accept(BufferedImage picture, Decision decision) {
        Frame frame = decision.frame();
        if (video == null) {
            width = picture.getWidth();
            height = picture.getHeight();
            firstNanoseconds = frame.nanoseconds();
            firstSeconds = frame.seconds().orElse(0);
            double usual = frame.name().isPresent() ? PHOTOS_PER_SECOND : USUAL_RATE;
            video = new VideoFile(file, height, width, rate.get().orElse(usual));
        }
        video.add(fitted(picture), seconds(frame));
    }

    /** Frames that were dropped leave gaps: what follows keeps its time. Photos follow each other. */
    private double seconds(Frame frame) {
        if (frame.name().isPresent()) {
            return 0;
        }
        double time = frame.seconds().orElse(firstSeconds) - firstSeconds;
        // A stream that was opened again counts anew.
        return frame.seconds().isPresent() && time >= 0 ? time : (frame.nanoseconds() - firstNanoseconds) / 1e9;
    }

    /** A video has one size; a picture of another one is scaled into it. */
    private BufferedImage fitted(BufferedImage picture) {
        if (picture.getWidth() == width && picture.getHeight() == height) {
            return picture;
        }
        if (!told) {
            told = true;
            notes.accept(
                    file + " stays " + width + " x " + height + " pixels; frames of another size are scaled into it");
        }
        double factor = Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
        int across = (int) Math.round(factor * picture.getWidth());
        int down = (int) Math.round(factor * picture.getHeight());
        BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = whole.createGraphics();
        graphics.drawImage(picture, (width - across) / 2, (height - down) / 2, across, down, null);
        graphics.dispose();
        return whole;
    }

    @Override
    public void close() {
        if (video != null) {
            video.close();
        }
    }
}
