package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/** A video file or a stream, through FFmpeg. */
final class VideoSource implements FrameSource {
    static {
        // What goes wrong is told once, in a line of ours.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private final FFmpegFrameGrabber video;
    private final RgbFrames pixels = new RgbFrames();
    private final boolean endless;

    private VideoSource(FFmpegFrameGrabber video, boolean stream) throws FFmpegFrameGrabber.Exception {
        this.video = video;
        // Frames stay as they were decoded: their size may change on the way, which the grabber's own conversion does
        // not follow.
        video.setImageMode(FrameGrabber.ImageMode.RAW);
        video.setVideoOption("threads", "1");
        // The usual start holds a lock of the whole process while it waits for a network.
        video.startUnsafe();
        endless = stream && video.getLengthInTime() <= 0;
    }

    static void load() {
        try {
            FFmpegFrameGrabber.tryLoad();
        } catch (FFmpegFrameGrabber.Exception e) {
            throw new SourceException("this machine lacks what reading needs: " + e.getMessage(), e);
        }
    }

    static VideoSource file(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new SourceException("the file is empty, expected a video");
            }
        } catch (IOException e) {
            throw new SourceException("cannot be read: " + e.getMessage(), e);
        }
        return open(new FFmpegFrameGrabber(file.toFile()), false, "no video that FFmpeg can read");
    }

    static VideoSource stream(String address, Duration stall) {
        FFmpegFrameGrabber video = new FFmpegFrameGrabber(address);
        // Longer than our own patience: it only ends a reader that was left to itself, and is not what tells of the
        // silence.
        String microseconds = String.valueOf(TimeUnit.NANOSECONDS.toMicros(2 * stall.toNanos()));
        video.setOption("rw_timeout", microseconds);
        if (address.toLowerCase(Locale.ROOT).startsWith("rtsp")) {
            video.setOption("timeout", microseconds);
            video.setOption("rtsp_transport", "tcp");
        }
        // Begin with the first frames instead of five seconds of guessing at the rate.
        video.setOption("fflags", "nobuffer");
        video.setOption("fpsprobesize", "0");
        video.setOption("analyzeduration", "500000");
        return open(video, true, "cannot be opened");
    }

    private static VideoSource open(FFmpegFrameGrabber video, boolean stream, String failure) {
        try {
            return new VideoSource(video, stream);
        } catch (FFmpegFrameGrabber.Exception e) {
            release(video);
            throw new SourceException(failure, e);
        }
    }

    @Override
    public Optional<Shot> next() {
        try {
            org.bytedeco.javacv.@Nullable Frame frame = video.grabImage();
            if (frame == null || !(frame.opaque instanceof AVFrame decoded)) {
                if (endless) {
                    throw new SourceException("the stream ended");
                }
                return Optional.empty();
            }
            Image image = pixels.of(decoded);
            return Optional.of(Shot.at(frame.timestamp / 1e6, image));
        } catch (FFmpegFrameGrabber.Exception e) {
            throw new SourceException("broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public OptionalDouble rate() {
        double rate = video.getVideoFrameRate();
        return rate > 0 && rate <= 1000 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    @Override
    public void close() {
        pixels.close();
        release(video);
    }

    private static void release(FFmpegFrameGrabber video) {
        try {
            video.releaseUnsafe();
        } catch (FFmpegFrameGrabber.Exception e) {
            throw new SourceException("cannot be closed: " + e.getMessage(), e);
        }
    }
}
