package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case names, in the order of reading, which corner of the stored photo each corner of the upright one shows. */
class OrientationTest {
    private final PhotoReader reader = PhotoReader.standard();

    @ParameterizedTest
    @CsvSource({"1, A, B, C, D", "2, B, A, D, C", "3, D, C, B, A", "4, C, D, A, B"})
    void upright(int orientation, String topLeft, String topRight, String bottomLeft, String bottomRight) {
        check(orientation, topLeft + topRight + bottomLeft + bottomRight, 32, 48);
    }

    @ParameterizedTest
    @CsvSource({"5, A, C, B, D", "6, C, A, D, B", "7, D, B, C, A", "8, B, D, A, C"})
    void turned(int orientation, String topLeft, String topRight, String bottomLeft, String bottomRight) {
        check(orientation, topLeft + topRight + bottomLeft + bottomRight, 48, 32);
    }

    private void check(int orientation, String corners, int height, int width) {
        byte[] jpeg = PhotoWriter.jpeg(quarters(), 95);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            Image image = reader.decode(JpegSamples.withExif(jpeg, orientation, order));
            assertThat(corners(image)).isEqualTo(corners);
            assertThat(image.height()).isEqualTo(height);
            assertThat(image.width()).isEqualTo(width);
        }
        assertThat(corners(reader.decode(png(orientation)))).isEqualTo(corners);
        assertThat(corners(reader.decode(TiffSamples.withOrientation(quarters(), orientation))))
                .isEqualTo(corners);
    }

    /** Quarters in the order of reading: A black, B red, C green, D blue. */
    private static Image quarters() {
        byte[] rgb = new byte[3 * 32 * 48];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                int quarter = (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1);
                if (quarter > 0) {
                    rgb[3 * (48 * y + x) + quarter - 1] = (byte) 255;
                }
            }
        }
        return new Image(32, 48, rgb);
    }

    private static String corners(Image image) {
        StringBuilder letters = new StringBuilder();
        for (int corner = 0; corner < 4; corner++) {
            int y = corner < 2 ? 4 : image.height() - 5;
            int x = corner % 2 == 0 ? 4 : image.width() - 5;
            int letter = 0;
            for (int channel = 0; channel < 3; channel++) {
                letter = image.at(y, x, channel) > 127 ? channel + 1 : letter;
            }
            letters.append((char) ('A' + letter));
        }
        return letters.toString();
    }

    private static byte[] png(int orientation) {
        byte[] png = PhotoWriter.png(quarters());
        byte[] exif = JpegSamples.exif(orientation, ByteOrder.BIG_ENDIAN);
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length);
        chunk.put(new byte[] {'e', 'X', 'I', 'f'}).put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        chunk.putInt((int) sum.getValue());
        int afterHeader = 8 + 25;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(png, 0, afterHeader);
        file.writeBytes(chunk.array());
        file.write(png, afterHeader, png.length - afterHeader);
        return file.toByteArray();
    }
}
