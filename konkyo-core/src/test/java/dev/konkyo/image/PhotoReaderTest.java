package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoReaderTest {
    private final PhotoReader reader = PhotoReader.standard();

    @TempDir
    Path folder;

    @Test
    void pngComesBackUnchanged() throws IOException {
        Image image = ScenePhotos.gradient(13, 29);
        PhotoWriter.writePng(image, folder.resolve("photo.png"));
        assertThat(reader.read(folder.resolve("photo.png"))).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({".bmp, 0", ".tiff, 0", ".webp, 2", ".jpg, 2"})
    void otherFormatsComeBack(String extension, double tolerance) throws IOException {
        Image image = ScenePhotos.gradient(48, 64);
        Path file = Files.write(folder.resolve("photo" + extension), encoded(image, extension));
        assertThat(ScenePhotos.difference(reader.read(file), image)).isLessThanOrEqualTo(tolerance);
    }

    @Test
    void greyPngIsRepeatedInThreeChannels() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 17);
        grey.getRaster().setSample(1, 0, 0, 200);
        assertThat(reader.decode(png(grey)).rgb()).isEqualTo(bytes(17, 17, 17, 200, 200, 200));
    }

    @Test
    void sixteenBitPngKeepsItsUpperByte() throws IOException {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 0xffff);
        grey.getRaster().setSample(1, 0, 0, 0x80ff);
        grey.getRaster().setSample(2, 0, 0, 0x00ff);
        assertThat(reader.decode(png(grey)).rgb()).isEqualTo(bytes(255, 255, 255, 128, 128, 128, 0, 0, 0));
    }

    @Test
    void paletteIsLookedUp() throws IOException {
        byte[] red = bytes(10, 40);
        byte[] green = bytes(20, 50);
        byte[] blue = bytes(30, 60);
        BufferedImage palette =
                new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue));
        palette.getRaster().setSample(0, 0, 0, 1);
        assertThat(reader.decode(png(palette)).rgb()).isEqualTo(bytes(40, 50, 60, 10, 20, 30));
    }

    @Test
    void paletteWithATransparentColourShowsWhite() throws IOException {
        byte[] shades = bytes(10, 40);
        IndexColorModel model = new IndexColorModel(8, 2, shades, shades, shades, 0);
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
        palette.getRaster().setSample(1, 0, 0, 1);
        assertThat(reader.decode(png(palette)).rgb()).isEqualTo(bytes(255, 255, 255, 40, 40, 40));
    }

    @Test
    void transparentPixelsAreLaidOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, new Color(200, 100, 0, 255).getRGB());
        image.setRGB(1, 0, new Color(200, 100, 0, 0).getRGB());
        image.setRGB(2, 0, new Color(200, 100, 0, 51).getRGB());
        // 51 / 255 is one fifth: 0.2 * 200 + 0.8 * 255 = 244, 0.2 * 100 + 0.8 * 255 = 224, 0.8 * 255 = 204.
        assertThat(reader.decode(png(image)).rgb()).isEqualTo(bytes(200, 100, 0, 255, 255, 255, 244, 224, 204));
    }

    @Test
    void transparentSixteenBitPixelsAreLaidOnWhite() {
        try (Mat matrix = new Mat(1, 1, opencv_core.CV_16UC4);
                IntPointer none = new IntPointer(0L)) {
            // Blue, green, red and opacity of 51 / 255, low byte first.
            matrix.data().put(bytes(0, 0, 0, 100, 0, 200, 51, 51));
            assertThat(reader.decode(PhotoWriter.encode(matrix, ".png", none)).rgb())
                    .isEqualTo(bytes(244, 224, 204));
        }
    }

    @Test
    void transparentWebpIsLaidOnWhite() {
        try (Mat matrix = new Mat(8, 8, opencv_core.CV_8UC4);
                IntPointer lossless = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101)) {
            matrix.data().put(repeated(64, 0, 100, 200, 51));
            assertThat(pixel(PhotoWriter.encode(matrix, ".webp", lossless))).containsExactly(244, 224, 204);
        }
    }

    @Test
    void transparentTiffIsLaidOnWhite() {
        byte[] plain = repeated(64, 200, 100, 0, 51);
        assertThat(pixel(TiffSamples.transparent(8, 8, plain, 2))).containsExactly(244, 224, 204);
        byte[] multiplied = repeated(64, 40, 20, 0, 51);
        assertThat(pixel(TiffSamples.transparent(8, 8, multiplied, 1))).containsExactly(244, 224, 204);
    }

    @ParameterizedTest
    @CsvSource({
        "255, 255, 255, 255, 255, 255, 255",
        "255, 255, 0, 255, 255, 255, 0",
        "0, 255, 255, 255, 0, 255, 255",
        "255, 255, 255, 0, 0, 0, 0",
        "200, 255, 100, 128, 100, 128, 50"
    })
    void cmykJpegIsTakenAsAdobeStoresIt(int cyan, int magenta, int yellow, int key, int red, int green, int blue)
            throws IOException {
        int[] rgb = pixel(JpegSamples.cmyk(16, 16, cyan, magenta, yellow, key));
        assertThat(rgb[0]).isCloseTo(red, within(1));
        assertThat(rgb[1]).isCloseTo(green, within(1));
        assertThat(rgb[2]).isCloseTo(blue, within(1));
    }

    private int[] pixel(byte[] file) {
        Image image = reader.decode(file);
        return new int[] {image.at(4, 4, 0), image.at(4, 4, 1), image.at(4, 4, 2)};
    }

    private static byte[] repeated(int times, int... pixel) {
        byte[] one = bytes(pixel);
        byte[] all = new byte[times * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return all;
    }

    @Test
    void reducedJpegKeepsTheShortSide() throws IOException {
        Path file = folder.resolve("photo.jpg");
        Image photo = ScenePhotos.gradient(480, 640);
        PhotoWriter.writeJpeg(photo, file, 95);
        assertThat(reader.read(file, 241)).isEqualTo(reader.read(file)).hasToString("Image[480 x 640]");
        assertThat(reader.read(file, 240)).hasToString("Image[240 x 320]");
        assertThat(reader.read(file, 120)).hasToString("Image[120 x 160]");
        assertThat(reader.read(file, 1)).hasToString("Image[60 x 80]");
        assertThat(ScenePhotos.difference(reader.read(file, 240), photo.resized(240, 320)))
                .isLessThan(2);
    }

    @Test
    void fullChromaKeepsAThinColouredLine() throws IOException {
        byte[] grey = repeated(32 * 32, 128, 128, 128);
        for (int row = 0; row < 32; row++) {
            int pixel = 3 * (32 * row + 15);
            grey[pixel] = (byte) 200;
            grey[pixel + 1] = 100;
            grey[pixel + 2] = 100;
        }
        Image line = new Image(32, 32, grey);
        PhotoWriter.writeJpeg(line, folder.resolve("halved.jpg"), 95);
        PhotoWriter.writeJpeg(line, folder.resolve("full.jpg"), 95, PhotoWriter.Chroma.FULL);

        Image halved = reader.read(folder.resolve("halved.jpg"));
        Image full = reader.read(folder.resolve("full.jpg"));

        assertThat(full.at(16, 15, 0) - full.at(16, 15, 1)).isBetween(85, 115);
        assertThat(halved.at(16, 15, 0) - halved.at(16, 15, 1)).isLessThan(70);
    }

    @Test
    void aMaskComesBackUnchanged() throws IOException {
        Mask mask = new Mask(2, 3, new boolean[] {true, false, true, false, false, true});
        PhotoWriter.writePng(mask, folder.resolve("mask.png"));
        assertThat(reader.readMask(folder.resolve("mask.png"))).isEqualTo(mask);
    }

    @Test
    void aMaskOfOnesIsReportedInsteadOfTakenForEmpty() throws IOException {
        PhotoWriter.writePng(Image.filled(2, 2, 1, 1, 1), folder.resolve("mask.png"));
        assertThatThrownBy(() -> reader.readMask(folder.resolve("mask.png")))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessageContaining("mask.png: no mask: expected 255")
                .hasMessageContaining("got values up to 1");
    }

    private static byte[] encoded(Image image, String extension) {
        try (Mat rgb = OpenCv.matrix(image);
                Mat bgr = new Mat();
                IntPointer none = new IntPointer(0L)) {
            opencv_imgproc.cvtColor(rgb, bgr, opencv_imgproc.COLOR_RGB2BGR);
            return PhotoWriter.encode(bgr, extension, none);
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
