package dev.konkyo.bench;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoHeader;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A JPEG of 640 × 480 pixels, quality 90, to 224 × 224 pixels on one core. The target is 3 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PhotoDecoding {
    private final PhotoReader reader = PhotoReader.standard();
    private final Preprocessing preprocessing = Preprocessing.stretched(224, 224);
    private byte[] jpeg = {};

    /** Renders a picture with gradients and sensor noise, which is about as hard to decode as a real photo. */
    @Setup
    public void render() {
        Random random = new Random(1);
        byte[] rgb = new byte[3 * 480 * 640];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 640;
            int y = i / 3 / 640;
            double wave = 60 * Math.sin(x / (7.0 + i % 3)) * Math.cos(y / 23.0);
            rgb[i] = (byte) Math.clamp(Math.round(40 + x / 5.0 + wave + 6 * random.nextGaussian()), 0, 255);
        }
        jpeg = PhotoWriter.jpeg(new Image(480, 640, rgb), 90);
    }

    /** All of the pixels, then the mean over areas. */
    @Benchmark
    public Image full() {
        return reader.decode(jpeg).resized(224, 224);
    }

    /** Half of the sides as JPEG's transform gives them, then the mean over areas: what batches are made of. */
    @Benchmark
    public Image reduced() {
        return reader.decode(jpeg, 224).resized(224, 224);
    }

    /** The same up to the numbers that the network takes. */
    @Benchmark
    public float[] reducedToInput() {
        return preprocessing.apply(reader.decode(jpeg, preprocessing.shortSideNeeded()));
    }

    /** The walk through the file's structure alone, which finds truncated files. */
    @Benchmark
    public PhotoHeader header() {
        return reader.header(jpeg);
    }

    /** The JDK's decoder with its own bilinear resize, for comparison. */
    @Benchmark
    public BufferedImage imageIo() throws IOException {
        BufferedImage photo = ImageIO.read(new ByteArrayInputStream(jpeg));
        BufferedImage small = new BufferedImage(224, 224, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(photo, 0, 0, 224, 224, null);
        graphics.dispose();
        return small;
    }
}
