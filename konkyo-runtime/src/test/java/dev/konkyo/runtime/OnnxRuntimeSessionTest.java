package dev.konkyo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.onnx.OnnxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeSessionTest {
    private static final RuntimeOptions OPTIONS = RuntimeOptions.sharing(1);
    private static final TensorData ROW = TensorData.ofFloats(Shape.of(1, 2), 1, 10);

    /** y = x [[1, 2], [3, 4]]. */
    private static WeightedGraph product() {
        GraphBuilder net = new GraphBuilder("product");
        Value x = net.input(new GraphInput("x", ElementType.FLOAT32, List.of(GraphInput.FREE, 2)));
        Value w = net.parameter("w", Parameter.trained(Shape.of(2, 2)));
        Graph graph = net.build(net.apply("y", new LinearOp.MatMul(), x, w));
        return new WeightedGraph(graph, Weights.of(Map.of("w", TensorData.ofFloats(Shape.of(2, 2), 1, 2, 3, 4))));
    }

    @Test
    void computes() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(product(), OPTIONS)) {
            assertThat(session.run(Map.of("x", ROW)))
                    .containsExactly(Map.entry("y", TensorData.ofFloats(Shape.of(1, 2), 31, 42)));
            assertThat(session.inputs()).isEqualTo(product().graph().inputs());
            assertThat(session.outputs()).containsExactly("y");
        }
    }

    @Test
    void filesAndBytesAreTheSame(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(product().graph(), product().weights(), Map.of(), file);
        try (OnnxRuntimeSession fromFile = OnnxRuntimeSession.of(file, OPTIONS);
                OnnxRuntimeSession fromBytes = OnnxRuntimeSession.of(Files.readAllBytes(file), OPTIONS)) {
            assertThat(fromFile.run(Map.of("x", ROW))).isEqualTo(fromBytes.run(Map.of("x", ROW)));
        }
    }

    @Test
    void mistakesAreOneLineAndNeverReachTheEngine() {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(product(), OPTIONS)) {
            TensorData wide = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3));
            assertThatThrownBy(() -> session.run(Map.of("x", wide)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("input 'x': expected FLOAT32 [-1, 2] (-1 is any size), got FLOAT32 [1, 3]");
            assertThatThrownBy(() -> session.run(Map.of("x", TensorData.ofDoubles(Shape.of(1, 2), 1, 2))))
                    .hasMessageContaining("got FLOAT64 [1, 2]");
            assertThatThrownBy(() -> session.run(Map.of("z", ROW))).hasMessage("expected input 'x', got only [z]");
            assertThatThrownBy(() -> session.run(Map.of("x", ROW), Set.of("z")))
                    .hasMessage("expected outputs among [y], got [z]");
        }
    }

    @Test
    void garbageIsRefusedInOneLine(@TempDir Path folder) {
        assertThatThrownBy(() -> OnnxRuntimeSession.of(new byte[] {1, 2, 3}, OPTIONS))
                .isInstanceOf(InferenceException.class)
                .message()
                .startsWith("ONNX Runtime cannot open a model of 3 bytes: ")
                .doesNotContain("\n");
        assertThatThrownBy(() -> OnnxRuntimeSession.of(folder.resolve("missing.onnx"), OPTIONS))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("missing.onnx");
    }

    @Test
    void atLeastOneThread() {
        assertThatThrownBy(() -> RuntimeOptions.alone(0)).hasMessage("expected at least 1 thread, got 0");
    }
}
