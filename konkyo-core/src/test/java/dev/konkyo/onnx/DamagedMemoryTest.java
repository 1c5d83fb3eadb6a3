package dev.konkyo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that was damaged in the file is found when it is read, before any engine sees it. */
class DamagedMemoryTest {
    @TempDir
    Path folder;

    private static WeightedGraph evident() {
        GraphBuilder net = new GraphBuilder("tiny");
        Value maps = net.conv("conv", net.images("input", 3, 4, 4), Convolution.of(2, 1));
        Value logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), 2);
        var plain = new WeightedGraph(
                net.build(logits),
                Weights.of(Map.of(
                        "conv.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 2, 0),
                        "conv.bias", TensorData.ofFloats(Shape.of(2), -1, 0),
                        "fc.weight", TensorData.ofFloats(Shape.of(2, 2), 3, -1, 0, 2),
                        "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0))));
        var memory = new Lookup.ByCluster(
                TensorData.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6),
                TensorData.ofFloats(Shape.of(3), 0, 1, 2),
                TensorData.ofFloats(Shape.of(3, 2), 1, 0, 0, 1, 1, 1));
        return EvidenceOutputs.add(plain, "conv", true, memory);
    }

    /** The file whose tensor of this name is another, of whatever shape. */
    private Path with(String name, TensorData tensor) {
        var network = evident();
        Graph graph = network.graph();
        Map<String, Parameter> parameters = new LinkedHashMap<>(graph.parameters());
        parameters.put(name, Parameter.buffer(tensor.shape()));
        var changed =
                new Graph(graph.name(), graph.inputs(), parameters, graph.constants(), graph.nodes(), graph.outputs());
        Path file = folder.resolve("model.onnx");
        var card = ModelCard.of("tiny", List.of("a", "b"), Preprocessing.stretched(4, 4));
        ModelFile.write(new Model(changed, network.weights().with(name, tensor), card), file);
        return file;
    }

    private void refused(String name, TensorData tensor, String... words) {
        Path file = with(name, tensor);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(file + ": the evidence memory")
                .hasMessageContainingAll(words)
                .hasMessageEndingWith("; the file is damaged, export the model again with --memory DATA")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aWholeMemoryIsRead() {
        var whole = TensorData.ofFloats(Shape.of(3), 0, 1, 2);
        assertThat(ModelFile.read(with("cluster.offsets", whole))
                        .onnx()
                        .weights()
                        .at("cluster.offsets"))
                .isEqualTo(whole);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (float broken : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            refused("cluster.directions", TensorData.ofFloats(Shape.of(3, 2), 1, 2, 3, broken, 5, 6), "finite numbers");
            refused("cluster.offsets", TensorData.ofFloats(Shape.of(3), 0, broken, 2), "'cluster.offsets'");
            refused("cluster.weights", TensorData.ofFloats(Shape.of(3, 2), 1, 0, 0, 1, 1, broken), "got " + broken);
        }
    }

    @Test
    void wrongSizesAreRefused() {
        refused(
                "cluster.directions",
                TensorData.ofFloats(Shape.of(3, 1), 1, 2, 3),
                "centres are [3, 1]",
                "'embedding' [1, 2]");
        refused(
                "cluster.directions",
                TensorData.ofFloats(Shape.of(2, 2), 1, 2, 3, 4),
                "has 2 centres",
                "got [3] and [3, 2]");
        refused("cluster.offsets", TensorData.ofFloats(Shape.of(2), 0, 1), "has 3 centres", "got [2]");
        refused(
                "cluster.weights",
                TensorData.ofFloats(Shape.of(3, 1), 1, 0, 1),
                "weights are [3, 1]",
                "'conv' [1, 2, 4, 4]");
        refused("cluster.weights", TensorData.ofFloats(Shape.of(6), 1, 0, 0, 1, 1, 1), "2 axes");
    }
}
