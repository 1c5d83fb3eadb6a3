package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxFileTest {
    @TempDir
    Path folder;

    /** A small network with a convolution, batch normalisation, relu6, a learnt scalar that no slot reveals, and a linear head. */
    static Graph network() {
        GraphBuilder b = new GraphBuilder("small");
        Value x = b.images("photo", 3, 8, 8);
        x = b.relu6(b.batchNorm("bn", b.conv("conv", x, Convolution.of(4, 3).stride(2))));
        Value gain = b.parameter("gain", Parameter.trained(Shape.of()));
        x = b.dropout(b.flatten(b.globalAveragePool(b.mul(x, gain))), 0.2f);
        return b.build(b.linear("head", x, 5));
    }

    static Weights randomWeights(Graph graph, long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] values = new float[(int) parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            tensors.put(name, TensorData.ofFloats(parameter.shape(), values));
        });
        return Weights.of(tensors);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Graph graph = network();
        Weights weights = randomWeights(graph, 1);
        Path file = folder.resolve("model.onnx");

        OnnxFile.write(graph, weights, Map.of("card", "{\"labels\": [\"根\"]}"), file);
        OnnxModel read = OnnxFile.read(file);

        assertThat(read.graph()).isEqualTo(graph);
        assertThat(read.weights()).isEqualTo(weights);
        assertThat(read.metadata()).containsExactly(Map.entry("card", "{\"labels\": [\"根\"]}"));
        assertThat(read.opset()).isEqualTo(21);
        assertThat(read.producer()).isEqualTo("konkyo");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void freeBatchIsNamedNInInputsAndOutputs() throws Exception {
        var model = dev.konkyo.onnx.format.OnnxFormat.ModelProto.parseFrom(
                OnnxFile.bytes(network(), randomWeights(network(), 1), Map.of()));
        assertThat(model.getIrVersion()).isEqualTo(10);
        var input = model.getGraph().getInput(0).getType().getTensorType().getShape();
        assertThat(input.getDim(0).getDimParam()).isEqualTo("N");
        assertThat(input.getDim(3).getDimValue()).isEqualTo(8);
        var output = model.getGraph().getOutput(0).getType().getTensorType();
        assertThat(output.getElemType()).isEqualTo(1);
        assertThat(output.getShape().getDim(0).getDimParam()).isEqualTo("N");
        assertThat(output.getShape().getDim(1).getDimValue()).isEqualTo(5);
    }

    @Test
    void weightsMustFitTheGraph() {
        Graph graph = network();
        Weights wrong = randomWeights(graph, 1).with("gain", TensorData.ofDoubles(Shape.of(), 1));
        assertThatThrownBy(() -> OnnxFile.bytes(graph, wrong, Map.of()))
                .isInstanceOf(GraphException.class)
                .hasMessageContainingAll("gain", "expected FLOAT32", "got FLOAT64");
    }

    @Test
    void modelsOverTwoGigabytesAreRefusedBeforeAnyIsWritten() {
        GraphBuilder b = new GraphBuilder("huge");
        Value x = b.input(new GraphInput("x", ElementType.FLOAT32, List.of(GraphInput.FREE, 8000)));
        for (int layer = 0; layer < 9; layer++) {
            x = b.linear("layer" + layer, x, 8000);
        }
        Graph graph = b.build(x);
        TensorData shared = TensorData.allocate(ElementType.FLOAT32, Shape.of(8000, 8000));
        TensorData bias = TensorData.allocate(ElementType.FLOAT32, Shape.of(8000));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        graph.parameters().keySet().forEach(name -> tensors.put(name, name.endsWith("bias") ? bias : shared));
        Weights weights = Weights.of(tensors);
        assertThatThrownBy(() -> OnnxFile.bytes(graph, weights, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessageContainingAll("huge", "2 GiB");
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_v2.onnx, logits, '1,1001'",
        "mobilenet_v1_0.25_128.onnx, logits, '1,1001'",
        "squeezenet1_0.onnx, logits, '1,1000'",
        "hand_landmark_lite.onnx, landmarks, '1,63'",
        "faster-grad-cam-reference/faster_grad_cam_mobilenetv2_0.5_96.onnx, block_16_expand_relu, '1,480,3,3'",
    })
    void publishedFilesSurvive(String name, String output, String shape) {
        Path file = Path.of(System.getProperty("konkyo.data", ""), "weights", name);
        Assumptions.assumeTrue(Files.exists(file), "no test data at " + file);

        OnnxModel read = OnnxFile.read(file);
        assertThat(Objects.requireNonNull(ShapeInference.infer(read.graph(), 1).get(output))
                        .shape())
                .hasToString("[" + shape.replace(",", ", ") + "]");

        OnnxModel again = OnnxFile.read(ByteBuffer.wrap(OnnxFile.bytes(read.graph(), read.weights(), read.metadata())));
        assertThat(again.graph()).isEqualTo(read.graph());
        assertThat(again.weights()).isEqualTo(read.weights());
        assertThat(read.graph().parameters()).isNotEmpty();
        assertThat(read.graph().constants().values())
                .allSatisfy(constant -> assertThat(constant.shape().elements()).isLessThan(100));
    }
}
