package dev.konkyo.app;

import dev.konkyo.evidence.memory.ImportedMemory;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.onnx.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model with an imported memory: its embedding is a photo's mean red and green, its second score the cosine with red alone, its first 0.25. */
public final class ImportedModel {
    private ImportedModel() {}

    /** Writes it. */
    public static Path file(Path folder) {
        var net = new GraphBuilder("net");
        Value map = net.conv("map", net.images("photo", 3, 4, 4), Convolution.of(2, 1));
        var network = new WeightedGraph(
                net.build(map, net.flatten(net.globalAveragePool(map))),
                Weights.of(Map.of(
                        "map.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 1, 0),
                        "map.bias", TensorData.ofFloats(Shape.of(2), 0, 0))));
        var one = Shape.of(1, 2);
        var memory = new ImportedMemory(
                TensorData.ofFloats(one, 1, 0),
                TensorData.ofFloats(one, 1, 1),
                TensorData.ofFloats(one, 0, 1),
                TensorData.ofFloats(one, 1, 0.5f));
        var evident = memory.in(network, 0.25f);
        var card = ModelCard.of("net", List.of("gu", "pa"), Preprocessing.stretched(4, 4))
                .withScores(ScoreKind.COSINE);
        var file = folder.resolve("imported.onnx");
        ModelFile.write(new Model(evident.graph(), evident.weights(), card), file);
        return file;
    }
}
