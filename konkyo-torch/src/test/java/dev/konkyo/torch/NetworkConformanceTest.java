package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.BatchNormFolding;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.OnnxFile;
import dev.konkyo.onnx.OnnxModel;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every listed network gives the same in libtorch as its written file gives in ONNX Runtime, with and without batch normalisation. */
class NetworkConformanceTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    static Stream<Network> small() {
        return Networks.all().stream().filter(network -> !large(network));
    }

    static Stream<Network> large() {
        return Networks.all().stream().filter(NetworkConformanceTest::large);
    }

    /** VGG's half a gigabyte of weights takes its time; of the BagNets one has all that the others have. */
    private static boolean large(Network network) {
        return network.name().matches("vgg.*|bagnet9|bagnet17");
    }

    @ParameterizedTest
    @MethodSource("small")
    void outputsAreOnnxRuntimes(Network network) {
        for (PaddingStyle padding : network.paddings()) {
            check(network.build(NetworkShape.of(7, 64).padding(padding)));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("large")
    void outputsOfLargeNetworksAreOnnxRuntimes(Network network) {
        check(network.build(NetworkShape.of(7, 64)));
    }

    private void check(Graph graph) {
        WeightedGraph network = RandomWeights.of(graph, 5);
        TensorData photos =
                RandomWeights.normal(ElementType.FLOAT32, Shape.of(2, 3, 64, 64), 0, 1, new SplittableRandom(6));
        Map<String, TensorData> torch = torch(network, photos);
        WeightedGraph folded = BatchNormFolding.fold(network);
        compare(torch(folded, photos), torch);
        compare(runtime(network, photos), torch);
        compare(runtime(folded, photos), torch);
    }

    private static void compare(Map<String, TensorData> values, Map<String, TensorData> expected) {
        expected.forEach((name, value) -> Closeness.assertClose(Closeness.at(values, name), value, 1e-4, 1e-6));
    }

    private static Map<String, TensorData> torch(WeightedGraph network, TensorData photos) {
        try (TorchNetwork torch = new TorchNetwork(network);
                TensorScope _ = new TensorScope()) {
            Map<String, TensorData> values = new LinkedHashMap<>();
            TorchEngine.noGrad(() -> torch.forward(
                            Map.of(Network.INPUT, Tensors.copyOf(photos)),
                            Mode.EVALUATION,
                            Set.copyOf(network.graph().outputs()))
                    .forEach((name, tensor) -> values.put(name, Tensors.data(tensor))));
            return values;
        }
    }

    /** The network as it comes back from a file and goes into another. */
    private Map<String, TensorData> runtime(WeightedGraph network, TensorData photos) {
        Path first = folder.resolve("first.onnx");
        OnnxFile.write(network.graph(), network.weights(), Map.of(), first);
        OnnxModel read = OnnxFile.read(first);
        assertThat(read.graph()).isEqualTo(network.graph());
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(read.graph(), read.weights(), Map.of(), file);
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(file, RuntimeOptions.sharing(1))) {
            return session.run(Map.of(Network.INPUT, photos));
        }
    }
}
