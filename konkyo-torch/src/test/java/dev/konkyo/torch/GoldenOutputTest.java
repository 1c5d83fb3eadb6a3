package dev.konkyo.torch;

import static dev.konkyo.torch.Closeness.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.network.MobileNetV2;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.SqueezeNet;
import dev.konkyo.onnx.OnnxFile;
import dev.konkyo.onnx.OnnxModel;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.weights.SafetensorsFile;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Published weights give the numbers that other software computed with them, in both engines. */
class GoldenOutputTest {
    private static final double[] HALF = {0.5, 0.5, 0.5};
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] ONE = {1, 1, 1};
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v1_0.25_128", "mobilenet_v2", "squeezenet1_0"})
    void classifierFiles(String name) {
        OnnxModel model = OnnxFile.read(Golden.weights(name + ".onnx"));
        checkLogits(new WeightedGraph(model.graph(), model.weights()), name, "results");
    }

    @Test
    void handLandmarks() {
        OnnxModel model = OnnxFile.read(Golden.weights("hand_landmark_lite.onnx"));
        WeightedGraph network = new WeightedGraph(model.graph(), model.weights());
        for (String results : new String[] {"results", "results_rotated_roi"}) {
            Golden.expected("hand_landmark_lite").get(results).forEach(result -> {
                TensorData photo = Golden.photo(result, ZERO, ONE);
                both(network, photo, Set.of("landmarks", "presence"), values -> {
                    assertThat(at(values, "landmarks").toDoubles())
                            .containsExactly(Golden.numbers(result.get("landmarks")), within(5e-3));
                    assertThat(at(values, "presence").toDoubles()[0])
                            .isCloseTo(result.get("presence").asDouble(), within(1e-4));
                });
            });
        }
    }

    @Test
    void fasterGradCamReference() {
        String name = "faster_grad_cam_mobilenetv2_0.5_96";
        OnnxModel model = OnnxFile.read(Golden.weights("faster-grad-cam-reference/" + name + ".onnx"));
        WeightedGraph network = new WeightedGraph(model.graph(), model.weights());
        Golden.expected(name).get("results").forEach(result -> {
            TensorData photo = Golden.photo(result, ZERO, ONE);
            both(network, photo, Set.of("embedding", "block_16_expand_relu"), values -> {
                double[] embedding = at(values, "embedding").toDoubles();
                assertThat(Arrays.copyOf(embedding, 8))
                        .containsExactly(Golden.numbers(result.get("embedding_first8")), within(1e-3));
                assertThat(at(values, "block_16_expand_relu").toDoubles())
                        .startsWith(Golden.numbers(result.get("activation_channel0")), within(1e-3));
            });
        });
    }

    @Test
    void mobileNetWithItsOwnPadding() {
        checkLogits(mobileNet(PaddingStyle.SAME), "mobilenet_v2", "results");
    }

    @Test
    void mobileNetWithSymmetricPadding() {
        checkLogits(mobileNet(PaddingStyle.SYMMETRIC), "mobilenet_v2", "results_symmetric_padding");
    }

    @Test
    void squeezeNet() {
        Weights weights = SafetensorsFile.read(Golden.weights("squeezenet1_0.safetensors"))
                .weights();
        checkLogits(
                new WeightedGraph(SqueezeNet.version10().build(NetworkShape.of(1000, 224)), weights),
                "squeezenet1_0",
                "results");
    }

    private static WeightedGraph mobileNet(PaddingStyle padding) {
        Weights weights =
                SafetensorsFile.read(Golden.weights("mobilenet_v2.safetensors")).weights();
        return new WeightedGraph(
                new MobileNetV2(1).build(NetworkShape.of(1001, 224).padding(padding)), weights);
    }

    private static void checkLogits(WeightedGraph network, String model, String results) {
        boolean squeezeNet = model.startsWith("squeezenet");
        String output = network.graph().outputs().getFirst();
        Golden.expected(model).get(results).forEach(result -> {
            TensorData photo = Golden.photo(result, squeezeNet ? MEAN : HALF, squeezeNet ? DEVIATION : HALF);
            both(
                    network,
                    photo,
                    Set.of(output),
                    values -> checkLogits(at(values, output).toDoubles(), result));
        });
    }

    private static void checkLogits(double[] logits, JsonNode result) {
        assertThat(Arrays.copyOf(logits, 8)).containsExactly(Golden.numbers(result.get("logits_first8")), within(1e-3));
        result.get("top5")
                .forEach(top -> assertThat(logits[top.get("output_index").asInt()])
                        .isCloseTo(top.get("logit").asDouble(), within(1e-3)));
        double squares = Arrays.stream(logits).map(logit -> logit * logit).sum();
        assertThat(Math.sqrt(squares)).isCloseTo(result.get("logits_l2").asDouble(), within(1e-3));
    }

    /** What holds for the values of either engine. */
    private interface Check {
        void accept(Map<String, TensorData> values);
    }

    private static void both(WeightedGraph network, TensorData photo, Set<String> wanted, Check check) {
        String input = network.graph().input().name();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(
                new WeightedGraph(network.graph().withOutputs(wanted.stream().toList()), network.weights()),
                RuntimeOptions.sharing(1))) {
            check.accept(session.run(Map.of(input, photo)));
        }
        try (TorchNetwork torch = new TorchNetwork(network);
                TensorScope _ = new TensorScope()) {
            Map<String, TensorData> values = new java.util.HashMap<>();
            TorchEngine.noGrad(() -> torch.forward(Map.of(input, Tensors.view(photo)), Mode.EVALUATION, wanted)
                    .forEach((name, tensor) -> values.put(name, Tensors.data(tensor))));
            check.accept(values);
        }
    }
}
