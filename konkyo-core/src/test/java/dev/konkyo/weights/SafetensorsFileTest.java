package dev.konkyo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    private static Weights everyType() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (ElementType type : ElementType.values()) {
            TensorData tensor = TensorData.allocate(type, Shape.of(3, 1));
            ByteBuffer bytes = tensor.buffer();
            for (byte i = 1; bytes.hasRemaining(); i++) {
                bytes.put(i);
            }
            tensors.put("layer." + type, tensor);
        }
        tensors.put("scalar", TensorData.scalar(2.5f));
        tensors.put("empty", TensorData.allocate(ElementType.FLOAT32, Shape.of(0, 3)));
        return Weights.of(tensors);
    }

    @Test
    void everyTypeSurvivesInItsOrder() {
        Path file = folder.resolve("w.safetensors");
        SafetensorsFile.write(everyType(), Map.of("padding", "same"), file);

        SafetensorsFile read = SafetensorsFile.read(file);
        assertThat(read.weights()).isEqualTo(everyType());
        assertThat(read.weights().names()).containsExactlyElementsOf(everyType().names());
        assertThat(read.metadata()).containsExactly(Map.entry("padding", "same"));
    }

    @Test
    void tensorsAreAlignedToTheirElements() throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafetensorsFile.write(everyType(), Map.of(), file);
        byte[] bytes = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(length % 8).isZero();
        SafetensorsHeader header = SafetensorsHeader.parse(Arrays.copyOfRange(bytes, 8, 8 + (int) length));
        assertThat(header.entries())
                .allSatisfy(entry ->
                        assertThat(entry.begin() % entry.type().bytes()).isZero());
    }

    @Test
    void bytesOfAnotherWriterAreUnderstood() throws IOException {
        Path file = write(
                "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"__metadata__\":{\"format\":\"pt\"}}  ",
                new byte[] {(byte) 0x80, 0x3f, 0x20, (byte) 0xc0});
        SafetensorsFile read = SafetensorsFile.read(file);
        assertThat(read.weights().at("b").toFloats()).containsExactly(1f, -2.5f);
        assertThat(read.metadata()).containsEntry("format", "pt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | needs 4 bytes",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | begins at byte 4, expected 0",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | speaks of 4 bytes",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'U8','shape':[1],'data_offsets':[7,8]}} | expected 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | no JSON: Duplicate",
                "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}} | 'F8_E4M3' is not supported",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | got -2",
                "{'a':{'dtype':'F32','shape':[0,4294967296],'data_offsets':[0,0]}} | over 2 GiB",
                "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | got 99999999999999999999",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | impossible place",
                "{'a':{'dtype':'F32','shape':[2]}} | expected a shape and data_offsets",
                "{'a':{'dtype':'F32','data_offsets':[0,8]}} | expected a shape",
                "{'a':3} | element type '' is not supported",
                "[1] | expected a JSON object",
                "{'a' | no JSON",
                "{} x | no JSON",
            })
    void damagedHeadersEndInOneLine(String header, String problem) throws IOException {
        Path file = write(header.replace('\'', '"'), new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 0, 1, 17, 1L << 31})
    void headerLengthsAreCheckedAgainstTheFile(long length) throws IOException {
        Path file = folder.resolve("w.safetensors");
        ByteBuffer bytes =
                ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("expected a safetensors file, got a header of");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void tooShortFilesAreNamed(int size) throws IOException {
        Path file = Files.write(folder.resolve("w.safetensors"), new byte[size]);
        assertThatThrownBy(() -> SafetensorsFile.read(file)).hasMessageContaining("got one of " + size + " bytes");
    }

    @Test
    void flippedAndMissingBytesNeverDoMoreThanOneLine() throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafetensorsFile.write(everyType(), Map.of("k", "v"), file);
        byte[] good = Files.readAllBytes(file);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(3);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int flip = 0; flip < 3 && bad.length > 0; flip++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.write(file, bad);
            try {
                SafetensorsFile.read(file);
            } catch (WeightsException e) {
                refused++;
                assertThat(e).message().hasLineCount(1);
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_v2.safetensors, 262, classifier.1.weight, '[1001, 1280]'",
        "squeezenet1_0.safetensors, 52, features.0.weight, '[96, 3, 7, 7]'"
    })
    void publishedFilesAreRead(String name, int count, String tensor, String shape) {
        Path file = Path.of(System.getProperty("konkyo.data", ""), "weights", name);
        Assumptions.assumeTrue(Files.exists(file), "no test data at " + file);

        Weights weights = SafetensorsFile.read(file).weights();
        assertThat(weights.names()).hasSize(count);
        assertThat(weights.at(tensor).shape()).hasToString(shape);

        Path copy = folder.resolve("copy.safetensors");
        SafetensorsFile.write(weights, Map.of(), copy);
        assertThat(SafetensorsFile.read(copy).weights()).isEqualTo(weights);
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("w.safetensors"), bytes.array());
    }
}
