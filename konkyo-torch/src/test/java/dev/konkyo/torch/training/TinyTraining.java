package dev.konkyo.torch.training;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.util.List;
import java.util.Random;

/** A training that fits into milliseconds: real steps on four random photos of 16 x 16 pixels, on one thread. */
final class TinyTraining implements AutoCloseable {
    static final TensorData PHOTOS = photos();
    private static final TensorData SHARES = TensorData.ofFloats(Shape.of(4, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0);

    final TorchNetwork network;
    final GradientDescent descent;
    final AveragedWeights average;
    private final TrainingStep step;

    /** A network whose middle has this many channels. */
    TinyTraining(int channels) {
        TorchEngine.threads(1);
        network = new TorchNetwork(network(channels));
        descent = new GradientDescent(new Optimization.AdamW(0.01, 0.01), network, _ -> 1);
        average = new AveragedWeights(network, 0.9);
        step = new TrainingStep(network, Objective.standard().loss(List.of(1, 2, 1)), Precision.FP32, 10);
        network.train(_ -> true);
    }

    static WeightedGraph network(int channels) {
        GraphBuilder net = new GraphBuilder("tiny");
        Value x = net.images("x", 3, 16, 16);
        x = net.relu(net.batchNorm(
                "norm", net.conv("stem", x, Convolution.of(channels, 3).padding(1))));
        x = net.relu6(net.conv("body", net.maxPool(x, 2, 2, 0, false), Convolution.of(16, 3)));
        Graph graph = net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 3));
        return new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(1)));
    }

    private static TensorData photos() {
        Random random = new Random(2);
        TensorData photos = TensorData.allocate(ElementType.FLOAT32, Shape.of(4, 3, 16, 16));
        var values = photos.floatBuffer();
        for (int i = 0; i < photos.shape().elements(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
        return photos;
    }

    /** One step forward, backward, of the optimiser and of the average; the loss before it. */
    double learn() {
        double loss =
                step.learn(new Lesson(PHOTOS, SHARES), Mode.TRAINING, descent).loss();
        average.update();
        return loss;
    }

    @Override
    public void close() {
        average.close();
        descent.close();
        network.close();
    }
}
