package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.graph.BatchNormFolding;
import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.HeadReplacement;
import dev.konkyo.graph.NormalizationOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.WeightedGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classifiers that other frameworks trained and exported. */
class ImportedClassifierTest {
    private static OnnxModel read(String name) {
        Path file = Path.of(System.getProperty("konkyo.data", "none"), "weights", name);
        assumeTrue(Files.exists(file), () -> file + " is missing");
        return OnnxFile.read(file);
    }

    private static long normalizations(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof NormalizationOp.BatchNormalization)
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_v2.onnx, 1280, 7, PooledLinear, 3",
        "mobilenet_v1_0.25_128.onnx, 256, 4, PooledLinear, 3",
        "squeezenet1_0.onnx, 1000, 13, ClassMaps, 2"
    })
    void showTheirEvidenceAndTakeAnotherHead(String name, int channels, int size, String head, int headNodes) {
        OnnxModel model = read(name);
        EvidenceLayer evidence = EvidenceLayer.of(model.graph());
        assertThat(evidence.shape()).isEqualTo(Shape.of(1, channels, size, size));
        assertThat(evidence.head().getClass().getSimpleName()).isEqualTo(head);
        assertThat(Cut.from(model.graph(), evidence.value()).nodes()).hasSize(headNodes);
        WeightedGraph replaced =
                HeadReplacement.replace(new WeightedGraph(model.graph(), model.weights()), 3, new SplittableRandom(1));
        assertThat(ShapeInference.shape(replaced.graph(), "logits", 2)).isEqualTo(Shape.of(2, 3));
    }

    /** A network without a classifier, whose first output is the layer that its heatmaps are made from. */
    @Test
    void foldTheirNormalisations() {
        OnnxModel model = read("faster-grad-cam-reference/faster_grad_cam_mobilenetv2_0.5_96.onnx");
        Graph folded = BatchNormFolding.fold(new WeightedGraph(model.graph(), model.weights()))
                .graph();
        assertThat(normalizations(model.graph())).isEqualTo(52);
        assertThat(normalizations(folded)).isZero();
        assertThat(folded.outputs()).containsExactly("block_16_expand_relu", "embedding");
        assertThat(EvidenceLayer.of(folded).shape()).isEqualTo(Shape.of(1, 1280, 3, 3));
    }
}
