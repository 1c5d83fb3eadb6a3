package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.FunctionProto;
import dev.konkyo.onnx.format.OnnxFormat.ModelProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedFileTest {
    private static final List<String> X = List.of("x");
    private static final List<String> Y = List.of("y");

    @TempDir
    Path folder;

    private static byte[] good() {
        Graph graph = OnnxFileTest.network();
        return OnnxFile.bytes(graph, OnnxFileTest.randomWeights(graph, 4), Map.of("k", "v"));
    }

    private static FileSample relu() {
        return new FileSample(17).images("x", 1, 2).node("Relu", X, Y).output("y");
    }

    private static void refused(ModelProto model, String... parts) {
        refused(model.toByteArray(), parts);
    }

    private static void refused(byte[] bytes, String... parts) {
        assertThatThrownBy(() -> OnnxFile.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(OnnxException.class)
                .hasMessageContainingAll(parts)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aCutFileSaysWhatToDoNext() {
        byte[] good = good();
        refused(Arrays.copyOf(good, good.length - 7), "not an ONNX file", "cut off", "copy it again");
        refused("labels: ok, ng".getBytes(StandardCharsets.UTF_8), "not an ONNX file", "export or copy it again");
    }

    /** Flips, cuts and overwrites; a file that is still read must also survive being written again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damageIsReadOrRefusedInOneLine(long seed) {
        byte[] good = good();
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        int refused = 0;
        for (int i = 0; i < 250; i++) {
            byte[] bad = damaged(good, i, random);
            try {
                OnnxModel read = OnnxFile.read(ByteBuffer.wrap(bad));
                OnnxFile.bytes(read.graph(), read.weights(), read.metadata());
            } catch (OnnxException | GraphException e) {
                refused++;
                assertThat(e).message().hasLineCount(1).hasSizeLessThan(1200);
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static byte[] damaged(byte[] good, int kind, RandomGenerator random) {
        byte[] bad = Arrays.copyOf(good, kind % 4 == 0 ? random.nextInt(good.length) : good.length);
        int flips = kind % 4 == 1 ? 1 : 4;
        for (int flip = 0; flip < flips && bad.length > 0; flip++) {
            int at = random.nextInt(bad.length);
            bad[at] = kind % 4 == 2 ? (byte) random.nextInt() : (byte) (bad[at] ^ 1 << random.nextInt(8));
        }
        return bad;
    }

    @Test
    void textAndNothingAreNoModels() throws IOException {
        refused("labels: [ok, ng]\n".getBytes(StandardCharsets.UTF_8), "not an ONNX file");
        refused(new byte[0], "expected an ONNX model");
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> OnnxFile.read(empty)).hasMessageStartingWith(empty + ": expected an ONNX model");
        Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> OnnxFile.read(missing)).hasMessage(missing + ": the file does not exist");
        assertThatThrownBy(() -> OnnxFile.read(folder))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(folder.toString());
    }

    @Test
    void deepNestingDoesNotOverflowTheStack() {
        byte[] inner = new byte[0];
        for (int depth = 0; depth < 4000; depth++) {
            inner = field(7, inner);
        }
        byte[] nested = inner;
        assertThatThrownBy(() -> OnnxFile.read(ByteBuffer.wrap(nested))).isInstanceOf(OnnxException.class);
        byte[] groups = new byte[200_000];
        // Start-group tags of the unknown field 100.
        for (int i = 0; i < groups.length; i += 2) {
            groups[i] = (byte) 0xa3;
            groups[i + 1] = 0x06;
        }
        refused(groups, "not an ONNX file");
    }

    @Test
    void millionsOfEmptyMessagesDoNotUseUpMemory() {
        byte[] nodes = new byte[6_000_000];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0a;
        }
        refused(field(7, nodes), "has more than 2000000 fields");
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        for (int rest = content.length; ; rest >>>= 7) {
            if (rest < 128) {
                out.write(rest);
                break;
            }
            out.write((rest & 127) | 128);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,2 | needs 16 bytes, the file holds 8",
                "-1 | impossible sizes",
                "1099511627776 | impossible sizes",
                "2000000000,2000000000,2000000000 | need more than 2 GiB",
                "0,2000000000,2000000000,2000000000 | need more than 2 GiB",
                "500000000 | needs 2000000000 bytes, the file holds 8",
            })
    void sizesAreCheckedBeforeMemoryIsTaken(String sizes, String problem) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("w").setDataType(1).setRawData(ByteString.copyFrom(new byte[8]));
        Arrays.stream(sizes.split(",", -1)).mapToLong(Long::parseLong).forEach(tensor::addDims);
        FileSample sample = relu();
        sample.graph.addInitializer(tensor);
        refused(sample.model(), "'w'", problem);
    }

    @Test
    void numbersInTypedFieldsAreRead() {
        FileSample sample = new FileSample(17).images("x", 1, 2);
        sample.graph.addInitializer(TensorProto.newBuilder()
                .setName("f")
                .setDataType(1)
                .addDims(2)
                .addFloatData(1.5f)
                .addFloatData(-2));
        sample.graph.addInitializer(
                TensorProto.newBuilder().setName("h").setDataType(10).addDims(1).addInt32Data(0x3c00));
        sample.graph.addInitializer(
                TensorProto.newBuilder().setName("l").setDataType(7).addDims(1).addInt64Data(-9));
        OnnxModel model = sample.output("f", "h", "l").read();
        assertThat(model.graph().constants())
                .containsEntry("f", TensorData.ofFloats(Shape.of(2), 1.5f, -2))
                .containsEntry("l", TensorData.vector(-9));
        TensorData half = Objects.requireNonNull(model.graph().constants().get("h"));
        assertThat(half.toFloats()).containsExactly(1);
    }

    @Test
    void whatIsNotSupportedIsNamed() {
        ModelProto model = relu().model();
        refused(
                model.toBuilder()
                        .addFunctions(FunctionProto.newBuilder().setName("Gelu6"))
                        .build(),
                "function 'Gelu6'");
        refused(model.toBuilder().clearOpsetImport().build(), "names none");
        FileSample sparse = relu();
        sparse.graph.addSparseInitializer(ByteString.EMPTY);
        refused(sparse.model(), "sparse");
        FileSample strings = relu();
        strings.graph.addInitializer(
                TensorProto.newBuilder().setName("s").setDataType(8).addDims(0));
        refused(strings.model(), "'s'", "element type 8");
        FileSample sequence = relu();
        sequence.graph.addInputBuilder().setName("list");
        refused(sequence.model(), "'list'", "only tensors");
        FileSample foreign = relu();
        foreign.graph.getNodeBuilder(0).setDomain("com.microsoft").setName("fused");
        refused(foreign.model(), "'fused'", "'Relu'", "'com.microsoft'");
        refused(
                new FileSample(17)
                        .images("x", 1)
                        .node("Relu", List.of("z"), Y)
                        .output("y")
                        .model(),
                "'z'");
        refused(new FileSample(17).images("x", 1).node("Relu", X, List.of()).model(), "makes no output");
    }

    @Test
    void lineBreaksInNamesDoNotBreakMessages() {
        FileSample sample = new FileSample(17).images("x", 1);
        sample.node("Evil\nOperator", X, Y).output("y");
        refused(sample.model(), "Evil?Operator");
    }
}
