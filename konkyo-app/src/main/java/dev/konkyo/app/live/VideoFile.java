package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * A video file that is being written: H.264 of constant quality in {@code .mp4} and {@code .mkv}, JPEGs at a bitrate in {@code .avi}; the name
 * decides.
 */
public final class VideoFile implements AutoCloseable {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    /** A player can jump to key frames only, and they are the dearest. */
    private static final double SECONDS_PER_KEY_FRAME = 2;

    private final Path file;
    private final FFmpegFrameRecorder recorder;
    private final int height;
    private final int width;
    private final ByteBuffer pixels;

    /**
     * Begins a file; one of this name is replaced.
     *
     * @param height of every frame, even
     * @param width of every frame, even
     * @param rate frames per second
     * @throws SinkException if it cannot be written
     */
    public VideoFile(Path file, int height, int width, double rate) {
        this.file = file;
        this.height = height;
        this.width = width;
        pixels = ByteBuffer.allocateDirect(Math.multiplyExact(3, Math.multiplyExact(height, width)));
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean jpegs = name.endsWith(".avi");
        recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        recorder.setFrameRate(rate);
        recorder.setVideoCodecName(jpegs ? "mjpeg" : "libopenh264");
        recorder.setPixelFormat(jpegs ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
        if (jpegs) {
            recorder.setVideoBitrate(bitrate(rate));
        } else {
            // The encoder's own quantiser, 26, for every frame: weak grain falls away. The bitrate follows the picture.
            recorder.setVideoOption("rc_mode", "off");
            // Two threads: painting and encoding share one of ours, which is the slowest beside a decision of few
            // milliseconds.
            recorder.setVideoOption("slices", "2");
            recorder.setGopSize(Math.clamp(Math.round(rate * SECONDS_PER_KEY_FRAME), 1, 600));
        }
        // A process that is killed leaves a file that plays up to the last second.
        recorder.setOption("flush_packets", "1");
        if (name.endsWith(".mkv")) {
            recorder.setOption("cluster_time_limit", "1000");
        } else if (name.endsWith(".mp4")) {
            recorder.setOption("frag_duration", "1000000");
            recorder.setOption("movflags", "hybrid_fragmented");
        }
        try {
            recorder.startUnsafe();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw failed(e);
        }
    }

    /** Whether a file of this name would be a video. */
    static boolean isNamed(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".mp4") || name.endsWith(".mkv") || name.endsWith(".avi");
    }

    /** Of JPEGs, a sixth of a bit per pixel: evidence has soft edges, and letters sharp ones. */
    private int bitrate(double rate) {
        return (int) Math.clamp(height * (double) width * rate / 6, 500_000, 30_000_000);
    }

    /**
     * Adds a frame.
     *
     * @param seconds since the beginning; a time before the last frame's end means right after it
     * @throws IllegalArgumentException if it has another size
     * @throws SinkException if it cannot be written
     */
    public void add(Image image, double seconds) {
        add(image.rgb(), image.height(), image.width(), avutil.AV_PIX_FMT_RGB24, seconds);
    }

    /** Adds a picture of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
    void add(BufferedImage picture, double seconds) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        add(bgr, picture.getHeight(), picture.getWidth(), avutil.AV_PIX_FMT_BGR24, seconds);
    }

    private void add(byte[] bytes, int rows, int columns, int format, double seconds) {
        if (rows != height || columns != width) {
            throw new IllegalArgumentException(
                    "frames of " + file + " are " + width + " x " + height + ", got " + columns + " x " + rows);
        }
        pixels.clear().put(bytes).flip();
        Frame frame = new Frame();
        frame.imageWidth = width;
        frame.imageHeight = height;
        frame.imageDepth = Frame.DEPTH_UBYTE;
        frame.imageChannels = 3;
        frame.imageStride = 3 * width;
        frame.image = new ByteBuffer[] {pixels};
        try {
            recorder.setTimestamp(Math.max(recorder.getTimestamp(), Math.round(1e6 * seconds)));
            recorder.record(frame, format);
        } catch (FFmpegFrameRecorder.Exception e) {
            throw failed(e);
        }
    }

    private SinkException failed(FFmpegFrameRecorder.Exception e) {
        return new SinkException("cannot write " + file + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            recorder.stop();
            recorder.releaseUnsafe();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw failed(e);
        }
    }
}
