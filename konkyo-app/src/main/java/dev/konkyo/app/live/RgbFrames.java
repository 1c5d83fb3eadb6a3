package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Red, green, blue from decoded frames of any size and pixel format. */
final class RgbFrames implements AutoCloseable {
    private static final long MAXIMUM_PIXELS = 100_000_000;
    /** FFmpeg's vector code writes whole blocks of pixels. */
    private static final int SLACK = 64;

    /** What the conversion was made for. */
    private record Kind(int width, int height, int format, int colours, int range) {
        static Kind of(AVFrame frame) {
            return new Kind(frame.width(), frame.height(), frame.format(), frame.colorspace(), frame.color_range());
        }
    }

    private @Nullable Kind current;
    private @Nullable SwsContext conversion;
    private BytePointer rgb = new BytePointer(0);

    Image of(AVFrame frame) {
        int width = frame.width();
        int height = frame.height();
        if (width <= 0 || height <= 0 || (long) width * height > MAXIMUM_PIXELS) {
            throw new SourceException("a frame of " + width + " x " + height + " pixels, expected at most "
                    + MAXIMUM_PIXELS / 1_000_000 + " megapixels");
        }
        int stride = Math.ceilDiv(3 * width, SLACK) * SLACK;
        makeRoom((long) stride * height + SLACK);
        prepare(frame);
        try (PointerPointer<BytePointer> planes = new PointerPointer<>(1);
                IntPointer strides = new IntPointer(1)) {
            planes.put(0, rgb);
            strides.put(stride);
            swscale.sws_scale(conversion, frame.data(), frame.linesize(), 0, height, planes, strides);
        }
        return new Image(height, width, bytes(height, 3 * width, stride));
    }

    private void prepare(AVFrame frame) {
        Kind kind = Kind.of(frame);
        if (kind.equals(current)) {
            return;
        }
        current = kind;
        conversion = swscale.sws_getCachedContext(
                conversion,
                kind.width,
                kind.height,
                kind.format,
                kind.width,
                kind.height,
                avutil.AV_PIX_FMT_RGB24,
                swscale.SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (conversion == null) {
            throw new SourceException("frames of a pixel format that FFmpeg cannot convert");
        }
        // Left alone, all video is taken for standard definition, which shifts the colours of larger frames.
        IntPointer coefficients = swscale.sws_getCoefficients(kind.colours);
        int whole = kind.range == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        swscale.sws_setColorspaceDetails(conversion, coefficients, whole, coefficients, 1, 0, 1 << 16, 1 << 16);
    }

    private void makeRoom(long size) {
        if (rgb.capacity() < size) {
            rgb.close();
            rgb = new BytePointer(size);
        }
    }

    private byte[] bytes(int height, int row, int stride) {
        byte[] bytes = new byte[Math.multiplyExact(height, row)];
        for (int y = 0; y < height; y++) {
            rgb.position((long) y * stride).get(bytes, y * row, row);
        }
        rgb.position(0);
        return bytes;
    }

    @Override
    public void close() {
        rgb.close();
        if (conversion != null) {
            swscale.sws_freeContext(conversion);
        }
    }
}
