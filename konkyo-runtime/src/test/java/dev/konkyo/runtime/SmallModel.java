package dev.konkyo.runtime;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.SplittableRandom;

/** A network of three layers and photos for it. */
final class SmallModel {
    private SmallModel() {}

    static Model of(long seed) {
        GraphBuilder net = new GraphBuilder("small");
        Value x = net.relu(net.conv("conv", net.images("x", 3, 8, 8), Convolution.of(5, 3)));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 3));
        return new Model(
                graph,
                Initialization.KAIMING.weights(graph, new SplittableRandom(seed)),
                ModelCard.of("small", List.of("a", "b", "c"), Preprocessing.imageNet(8, 8)));
    }

    static TensorData photos(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count * 3 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(count, 3, 8, 8), values);
    }
}
