package dev.konkyo.app.live;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;

/** A video file: H.264 in MP4 or Matroska, JPEG in AVI. */
final class VideoSink implements FrameSink {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private static final double USUAL_RATE = 25;
    private static final double PHOTOS_PER_SECOND = 2;

    private final Path file;
    private final Supplier<OptionalDouble> rate;
    private final Consumer<String> notes;
    private @Nullable FFmpegFrameRecorder recorder;
    private int width;
    private int height;
    private long firstNanoseconds;
    private boolean told;

    /**
     * A file that is begun with the first picture.
     *
     * @param rate frames per second of the source, known once there is a frame
     */
    VideoSink(Path file, Supplier<OptionalDouble> rate, Consumer<String> notes) {
        this.file = file;
        this.rate = rate;
        this.notes = notes;
    }

    /** Whether a file of this name would be a video. */
    static boolean writes(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".mp4") || name.endsWith(".mkv") || name.endsWith(".avi");
    }

    @Override
    public void accept(BufferedImage picture, Decision decision) {
        try {
            if (recorder == null) {
                recorder = begin(picture, decision);
            }
            BufferedImage fitted = fitted(picture);
            // Frames that were dropped leave gaps: what follows keeps its time.
            recorder.setTimestamp(Math.max(recorder.getTimestamp(), microseconds(decision.frame())));
            recorder.record(frame(fitted), avutil.AV_PIX_FMT_BGR24);
        } catch (FFmpegFrameRecorder.Exception e) {
            throw new SinkException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private FFmpegFrameRecorder begin(BufferedImage picture, Decision decision) throws FFmpegFrameRecorder.Exception {
        width = picture.getWidth();
        height = picture.getHeight();
        firstNanoseconds = decision.frame().nanoseconds();
        boolean avi = file.toString().toLowerCase(Locale.ROOT).endsWith(".avi");
        FFmpegFrameRecorder video = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        double usual = decision.frame().name().isPresent() ? PHOTOS_PER_SECOND : USUAL_RATE;
        video.setFrameRate(rate.get().orElse(usual));
        video.setVideoCodecName(avi ? "mjpeg" : "libopenh264");
        video.setPixelFormat(avi ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
        video.setVideoBitrate(bitrate());
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".mp4")) {
            // Complete after every second, so that a process that is killed leaves a file that plays.
            video.setOption("movflags", "hybrid_fragmented");
        }
        video.startUnsafe();
        return video;
    }

    /** A tenth of a bit per pixel and frame at 25 frames per second: evidence has soft edges. */
    private int bitrate() {
        return Math.clamp(4L * width * height, 500_000, 20_000_000);
    }

    private long microseconds(Frame frame) {
        if (frame.name().isPresent()) {
            return 0;
        }
        return frame.seconds().isPresent()
                ? Math.round(1e6 * frame.seconds().getAsDouble())
                : (frame.nanoseconds() - firstNanoseconds) / 1000;
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

    private org.bytedeco.javacv.Frame frame(BufferedImage picture) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        var frame = new org.bytedeco.javacv.Frame();
        frame.imageWidth = width;
        frame.imageHeight = height;
        frame.imageDepth = org.bytedeco.javacv.Frame.DEPTH_UBYTE;
        frame.imageChannels = 3;
        frame.imageStride = 3 * width;
        ByteBuffer bytes = ByteBuffer.allocateDirect(bgr.length);
        bytes.put(bgr).flip();
        frame.image = new ByteBuffer[] {bytes};
        return frame;
    }

    @Override
    public void close() {
        if (recorder == null) {
            return;
        }
        try {
            recorder.stop();
            recorder.releaseUnsafe();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw new SinkException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
