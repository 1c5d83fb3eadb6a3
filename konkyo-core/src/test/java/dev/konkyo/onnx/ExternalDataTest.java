package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.onnx.format.OnnxFormat.StringStringEntryProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
    @TempDir
    Path folder;

    Path models = Path.of("");

    @BeforeEach
    void weights() throws IOException {
        models = Files.createDirectories(folder.resolve("models"));
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(1).putFloat(2).putFloat(3);
        Files.write(models.resolve("w.bin"), bytes.array());
        Files.write(folder.resolve("secret.bin"), bytes.array());
    }

    private Path model(String location, String offset, String length) throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", length));
        FileSample sample = new FileSample(17).images("x", 1, 2);
        sample.graph.addInitializer(tensor);
        sample.node("Gemm", List.of("x", "w"), List.of("y")).output("y");
        return Files.write(models.resolve("m.onnx"), sample.model().toByteArray());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void weightsBesideTheModelAreMapped() throws IOException {
        OnnxModel model = OnnxFile.read(model("w.bin", "4", "8"));
        assertThat(model.weights().at("w").toFloats()).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "../secret.bin, outside the model's folder",
        "sub/../../secret.bin, outside the model's folder",
        "/etc/hostname, outside the model's folder",
        "'', outside the model's folder",
        "missing.bin, cannot be read",
    })
    void filesElsewhereAreRefused(String location, String problem) throws IOException {
        Path file = model(location, "0", "8");
        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll("'w'", problem);
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(models.resolve("link.bin"), folder.resolve("secret.bin"));
        Path file = model("link.bin", "0", "8");
        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("outside the model's folder");
        Files.createSymbolicLink(models.resolve("up"), folder);
        Path other = model("up/secret.bin", "0", "8");
        assertThatThrownBy(() -> OnnxFile.read(other)).hasMessageContaining("outside the model's folder");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, bytes 8 to 16",
        "9223372036854775807, 8, were asked for",
        "0, 12, needs 8 bytes",
        "-1, 8, expected a number of bytes",
        "x, 8, expected a number of bytes",
        "0, 99999999999999999999, expected a number of bytes",
    })
    void placesAreCheckedAgainstTheFile(String offset, String length, String problem) throws IOException {
        Path file = model("w.bin", offset, length);
        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.bin", "../secret.bin"})
    void bytesWithoutAFileHaveNoFolder(String location) throws IOException {
        byte[] bytes = Files.readAllBytes(model(location, "0", "8"));
        assertThatThrownBy(() -> OnnxFile.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("was not read from a file");
    }
}
