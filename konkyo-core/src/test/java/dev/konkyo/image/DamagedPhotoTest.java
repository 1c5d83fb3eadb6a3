package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPhotoTest {
    private final PhotoReader reader = PhotoReader.standard();

    @TempDir
    Path folder;

    @Test
    void emptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("photo.jpg"));
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessage(file + ": empty file, expected an image");
    }

    @Test
    void textNamedJpg() {
        refused("hello, world".getBytes(StandardCharsets.UTF_8), "not an image", "68 65 6c 6c 6f 2c 20 77");
    }

    @Test
    void missingFileAndFolder() {
        assertThatThrownBy(() -> reader.read(folder.resolve("none.png")))
                .hasMessageEndingWith("none.png: no such file");
        assertThatThrownBy(() -> reader.read(folder)).hasMessageEndingWith("a folder, expected an image file");
    }

    @ParameterizedTest
    @ValueSource(strings = {".jpg", ".png", ".bmp", ".tiff", ".webp"})
    void truncatedFilesOfEveryFormat(String extension) {
        byte[] file = encoded(extension);
        assertThat(reader.decode(file)).hasToString("Image[120 x 160]");
        for (double part : new double[] {0.1, 0.5, 0.9}) {
            byte[] cut = Arrays.copyOf(file, (int) (part * file.length));
            assertThatThrownBy(() -> reader.decode(cut))
                    .isInstanceOf(UnreadablePhotoException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void jpegWithoutItsLastMarker() {
        byte[] file = encoded(".jpg");
        refused(Arrays.copyOf(file, file.length - 2), "truncated JPEG", "ends after " + (file.length - 2) + " bytes");
    }

    @Test
    void jpegWithBytesBehindItsEndIsGood() {
        byte[] file = encoded(".jpg");
        assertThat(reader.decode(Arrays.copyOf(file, file.length + 100))).isEqualTo(reader.decode(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc0, 0x42, 0x01, 0xd8, 0xd3})
    void jpegWithAMarkerInItsDataThatHasNoPlaceThere(int marker) {
        byte[] file = encoded(".jpg");
        file[file.length / 2] = (byte) 0xff;
        file[file.length / 2 + 1] = (byte) marker;
        refused(file, "damaged JPEG", "marker 0xff%02x at byte %d".formatted(marker, file.length / 2));
    }

    @Test
    void restartMarkersComeInTheirOrder() {
        byte[] file;
        try (IntPointer every = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2);
                Mat matrix = OpenCv.matrix(ScenePhotos.gradient(120, 160));
                BytePointer bytes = new BytePointer()) {
            opencv_imgcodecs.imencode(".jpg", matrix, bytes, every);
            file = new byte[Math.toIntExact(bytes.limit())];
            bytes.get(file);
        }
        assertThat(reader.decode(file)).hasToString("Image[120 x 160]");
        file[indexOf(file, 0xff, 0xd1) + 1] = (byte) 0xd4;
        refused(file, "damaged JPEG", "marker 0xffd4");
    }

    @Test
    void restartMarkersBeginAnewInEachScan() {
        byte[] file;
        try (IntPointer settings = new IntPointer(
                        opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1, opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2);
                Mat matrix = OpenCv.matrix(ScenePhotos.gradient(120, 160));
                BytePointer bytes = new BytePointer()) {
            opencv_imgcodecs.imencode(".jpg", matrix, bytes, settings);
            file = new byte[Math.toIntExact(bytes.limit())];
            bytes.get(file);
        }
        assertThat(indexOf(file, 0xff, 0xd0)).isPositive();
        assertThat(reader.decode(file)).hasToString("Image[120 x 160]");
    }

    @Test
    void bytesOf255MayFillTheRoomBeforeAMarker() {
        byte[] file = encoded(".jpg");
        byte[] filled = new byte[file.length + 3];
        System.arraycopy(file, 0, filled, 0, 2);
        Arrays.fill(filled, 2, 5, (byte) 0xff);
        System.arraycopy(file, 2, filled, 5, file.length - 2);
        assertThat(reader.decode(filled)).isEqualTo(reader.decode(file));
    }

    @Test
    void jpegDataBeforeTheImagesSize() {
        byte[] file = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xda, 0, 2, 1, 2, (byte) 0xff, (byte) 0xd9};
        refused(file, "begins before a header gives the image's size");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(60)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe.jpg");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .as("a pipe was made")
                .isZero();
        assertThatThrownBy(() -> reader.read(pipe)).hasMessageContaining("a device or pipe");
    }

    @Test
    void aPhotoTooThinToTakeItsMiddle() {
        Preprocessing middle = Preprocessing.imageNet(224, 224).with(Fit.Crop.standard());
        assertThatThrownBy(() -> middle.apply(Image.filled(10, 120_000, 0, 0, 0)))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessageContaining("too thin to take its middle: of 120000 x 10 pixels");
    }

    @Test
    void theWholeOfAThinPhotoMayHaveAsManyPixelsAsTheLargestPhoto() {
        // At the crop's scale such a photo keeps its size: 256 x 390,625 pixels are 100 megapixels.
        var middle = new Fit.Crop(0.875);
        assertThat(middle.scaled(256, 390_625, 224, 224)).isEqualTo(new Fit.Size(256, 390_625));
        assertThatThrownBy(() -> middle.scaled(256, 390_626, 224, 224)).isInstanceOf(UnreadablePhotoException.class);
    }

    @Test
    void pngWithAFlippedBit() {
        byte[] file = encoded(".png");
        file[file.length / 2] ^= 4;
        refused(file, "damaged PNG", "checksum");
    }

    @Test
    void headersOfHugePhotosAreRefusedBeforeDecoding() {
        refused(hugePng(30_000, 30_000), "too large", "at most 100.0 megapixels", "got 30000 x 30000 pixels");
        byte[] jpeg = encoded(".jpg");
        int frame = indexOf(jpeg, 0xff, 0xc0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 60_000).putShort(frame + 7, (short) 50_000);
        refused(jpeg, "too large", "got 50000 x 60000 pixels");
    }

    @Test
    void theLimitItselfIsAllowed() {
        byte[] file = PhotoWriter.png(ScenePhotos.gradient(10, 10));
        assertThat(new PhotoReader(100).decode(file)).hasToString("Image[10 x 10]");
        assertThatThrownBy(() -> new PhotoReader(99).decode(file)).hasMessageContaining("got 10 x 10 pixels");
    }

    @Test
    void theLimitIsSetForTheWholeProgram() {
        byte[] file = hugePng(20_000, 10_000);
        refused(file, "at most 100.0 megapixels", "-Dkonkyo.megapixels=200 for the JVM allows it");
        assertThat(PhotoReader.limited("200").header(file).pixels()).isEqualTo(200_000_000);
        String before = System.setProperty(PhotoReader.LIMIT, "199");
        try {
            assertThat(PhotoReader.standard()).isEqualTo(new PhotoReader(199_000_000));
        } finally {
            if (before == null) {
                System.clearProperty(PhotoReader.LIMIT);
            } else {
                System.setProperty(PhotoReader.LIMIT, before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "many", "701", "1e2", "99999999999"})
    void aLimitThatIsNoneIsRefused(String megapixels) {
        assertThatThrownBy(() -> PhotoReader.limited(megapixels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("konkyo.megapixels: expected a whole number of megapixels from 1 to 700, got '" + megapixels
                        + "'");
    }

    /** Any damage gives an image or a reason, never another exception. */
    @ParameterizedTest
    @ValueSource(strings = {".jpg", ".png", ".bmp", ".tiff", ".webp"})
    void randomDamageIsAReasonAtWorst(String extension) {
        byte[] good = encoded(extension);
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] file = Arrays.copyOf(good, round % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i < 1 + round % 5; i++) {
                int end = Math.min(file.length, round % 2 == 0 ? 200 : file.length);
                if (end > 0) {
                    file[random.nextInt(end)] = (byte) random.nextInt();
                }
            }
            try {
                new PhotoReader(1_000_000).decode(file);
            } catch (UnreadablePhotoException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    private void refused(byte[] file, String... parts) {
        assertThatThrownBy(() -> reader.decode(file))
                .isInstanceOf(UnreadablePhotoException.class)
                .hasMessageContainingAll(parts);
    }

    private static byte[] encoded(String extension) {
        try (Mat matrix = OpenCv.matrix(ScenePhotos.gradient(120, 160));
                IntPointer none = new IntPointer(0L)) {
            return PhotoWriter.encode(matrix, extension, none);
        }
    }

    private static byte[] hugePng(int height, int width) {
        byte[] png = PhotoWriter.png(ScenePhotos.gradient(10, 10));
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        return png;
    }

    private static int indexOf(byte[] file, int first, int second) {
        for (int i = 0; i < file.length - 1; i++) {
            if ((file[i] & 0xff) == first && (file[i + 1] & 0xff) == second) {
                return i;
            }
        }
        throw new AssertionError("no such marker");
    }
}
