package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
    /** {@code numpy.save} of [[1.5, -2, 0.25], [0, 3, -0.5]] as little-endian float32, NumPy 2.4: 10 bytes, the dictionary, spaces, the values. */
    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex("934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a20"
                    + "46616c73652c20277368617065273a2028322c2033292c207d" + "20".repeat(58) + "0a"
                    + "0000c03f000000c00000803e0000000000004040000000bf");

    private static final NpyFile CONTENT = new NpyFile(new float[] {1.5f, -2, 0.25f, 0, 3, -0.5f}, 2, 3);

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("map.npy"), bytes);
    }

    private Path fileWithHeader(String header, int values) throws IOException {
        byte[] bytes = Arrays.copyOf(GOLDEN, 10 + header.length() + 4 * values);
        Arrays.fill(bytes, 10, bytes.length, (byte) 0);
        bytes[8] = (byte) header.length();
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, header.length());
        return file(bytes);
    }

    @Test
    void readsWhatNumPyWrote() throws IOException {
        assertThat(NpyFile.read(file(GOLDEN))).isEqualTo(CONTENT);
    }

    @Test
    void writesWhatNumPyWrites() throws IOException {
        Path file = folder.resolve("out.npy");
        CONTENT.write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(GOLDEN);
    }

    @Test
    void keepsOtherShapes() throws IOException {
        Path file = folder.resolve("out.npy");
        for (int[] shape : new int[][] {{}, {1}, {0, 4}, {2, 1, 30_000}}) {
            float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = i / 3f;
            }
            NpyFile content = new NpyFile(values, shape);
            content.write(file);
            assertThat(NpyFile.read(file)).isEqualTo(content);
        }
        new NpyFile(new float[1], 1).write(file);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("'shape': (1,), }");
    }

    @Test
    void aHeatmapComesBackWithTheUnitAndPlacementItIsGiven() {
        Box placement = new Box(1, 2, 3, 4);
        Heatmap map = new Heatmap(2, 3, CONTENT.values(), Unit.COSINE, placement);
        assertThat(NpyFile.of(map)).isEqualTo(CONTENT);
        assertThat(CONTENT.heatmap(Unit.COSINE, placement)).isEqualTo(map);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpyFile(new float[6], 6).heatmap(Unit.COSINE, placement))
                .withMessageContaining("got [6]");
    }

    @Test
    void acceptsAnotherOrderOfTheDictionary() throws IOException {
        Path file = fileWithHeader("{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"<f4\"}\n", 2);
        assertThat(NpyFile.read(file)).isEqualTo(new NpyFile(new float[2], 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 10, 40, 127, 128, 151})
    void aFileCutAnywhereIsRefusedInOneLine(int length) throws IOException {
        Path file = file(Arrays.copyOf(GOLDEN, length));
        assertThatIOException()
                .isThrownBy(() -> NpyFile.read(file))
                .withMessageContaining("map.npy: ")
                .withMessageNotContaining("\n");
    }

    @Test
    void aFileWithMoreThanItsShapeSaysIsRefused() throws IOException {
        Path file = file(Arrays.copyOf(GOLDEN, GOLDEN.length + 4));
        assertThatIOException()
                .isThrownBy(() -> NpyFile.read(file))
                .withMessageContaining("shape [2, 3] needs 24 bytes after the header, got 28");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'descr': '<f8', 'fortran_order': False, 'shape': (1,), } | got '<f8'
            {'descr': '>f4', 'fortran_order': False, 'shape': (1,), } | got '>f4'
            {'descr': '<f4', 'fortran_order': True, 'shape': (1,), }  | got Fortran order
            {'descr': '<f4', 'fortran_order': False, 'shape': (-1,), } | no readable 'shape'
            {'descr': '<f4', 'fortran_order': False, 'shape': (1 1), } | got 1 1
            {'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), } | got 99999999999
            {'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999, 99999, 99999), } | holds more than
            {'fortran_order': False, 'shape': (1,), }                 | no readable 'descr'
            """, quoteCharacter = '`')
    void otherHeadersAreRefused(String header, String message) throws IOException {
        Path file = fileWithHeader(header, 1);
        assertThatIOException().isThrownBy(() -> NpyFile.read(file)).withMessageContaining(message);
    }

    @Test
    void otherVersionsAreRefused() throws IOException {
        byte[] second = GOLDEN.clone();
        second[6] = 2;
        Path file = file(second);
        assertThatIOException().isThrownBy(() -> NpyFile.read(file)).withMessageContaining("version 1.0");
    }
}
