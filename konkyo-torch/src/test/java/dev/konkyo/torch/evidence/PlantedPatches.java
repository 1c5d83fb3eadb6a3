package dev.konkyo.torch.evidence;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.TorchParameter;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Grey photos of 32 x 32 with a red, a green or a blue patch of 8 x 8, one class each, and a small network that has learnt them. */
final class PlantedPatches {
    static final int SIZE = 32;
    static final int PATCH = 8;
    static final String LAYER = "features";
    private static final int CLASSES = 3;
    private static final int BATCH = 24;
    private static final int STEPS = 150;

    private PlantedPatches() {}

    private static Graph graph() {
        GraphBuilder net = new GraphBuilder("planted");
        Value x = net.images("input", 3, SIZE, SIZE);
        x = net.relu(net.batchNorm(
                "norm1", net.conv("conv1", x, Convolution.of(8, 5).stride(2).padding(2))));
        x = net.relu(net.batchNorm(
                "norm2", net.conv("conv2", x, Convolution.of(12, 3).stride(2).padding(1))));
        x = net.apply(
                LAYER,
                new ActivationOp.Relu(),
                net.conv("conv3", x, Convolution.of(12, 3).padding(1)));
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), CLASSES));
    }

    static Model model(WeightedGraph network) {
        return new Model(
                network.graph(),
                network.weights(),
                ModelCard.of("planted", List.of("red", "green", "blue"), Preprocessing.stretched(SIZE, SIZE))
                        .withEvidenceLayer(LAYER));
    }

    /** The network after a second of training. */
    static Model trained() {
        TorchEngine.threads(1);
        Graph graph = graph();
        WeightedGraph start = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new Random(3)));
        Random random = new Random(5);
        try (TorchNetwork network = new TorchNetwork(start);
                TensorScope _ = new TensorScope()) {
            Predicate<TorchParameter> learns = parameter -> parameter.tensor().requires_grad();
            TensorVector parameters = new TensorVector(network.parameters().stream()
                    .filter(learns)
                    .map(TorchParameter::tensor)
                    .toArray(Tensor[]::new));
            Adam adam = new Adam(parameters, new AdamOptions(0.005));
            for (int step = 0; step < STEPS; step++) {
                try (TensorScope _ = new TensorScope()) {
                    long[] labels = new long[BATCH];
                    TensorData photos = batch(random, labels);
                    Tensor logits = network.forward(Tensors.copyOf(photos), Mode.TRAINING);
                    Tensor wanted = Tensors.copyOf(TensorData.vector(labels));
                    adam.zero_grad();
                    torch.cross_entropy(logits, wanted).backward();
                    adam.step();
                }
            }
            return model(new WeightedGraph(graph, network.weights()));
        }
    }

    private static TensorData batch(Random random, long[] labels) {
        float[] pixels = new float[labels.length * 3 * SIZE * SIZE];
        for (int i = 0; i < labels.length; i++) {
            float[] photo = ground(random);
            labels[i] = random.nextInt(CLASSES);
            plant(photo, (int) labels[i], random.nextInt(SIZE - PATCH), random.nextInt(SIZE - PATCH));
            System.arraycopy(photo, 0, pixels, i * photo.length, photo.length);
        }
        return TensorData.ofFloats(Shape.of(labels.length, 3, SIZE, SIZE), pixels);
    }

    private static float[] ground(Random random) {
        float[] photo = new float[3 * SIZE * SIZE];
        for (int i = 0; i < photo.length; i++) {
            photo[i] = 0.4f + 0.1f * (float) random.nextGaussian();
        }
        return photo;
    }

    private static void plant(float[] photo, int colour, int top, int left) {
        for (int y = top; y < top + PATCH; y++) {
            for (int x = left; x < left + PATCH; x++) {
                photo[(colour * SIZE + y) * SIZE + x] += 0.5f;
            }
        }
    }

    /** A photo with a red patch in the upper left and a blue one in the lower right, 4 pixels from the borders. */
    static TensorData redAndBlue() {
        float[] photo = ground(new Random(8));
        plant(photo, 0, 4, 4);
        plant(photo, 2, SIZE - PATCH - 4, SIZE - PATCH - 4);
        return TensorData.ofFloats(Shape.of(1, 3, SIZE, SIZE), photo);
    }

    /** A photo file's pixels with a patch of this colour in the upper left. */
    static Image picture(int colour) {
        float[] photo = ground(new Random(4));
        plant(photo, colour, 4, 4);
        byte[] rgb = new byte[photo.length];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            rgb[i] = (byte) Math.round(255 * Math.clamp(photo[i % 3 * SIZE * SIZE + pixel], 0f, 1f));
        }
        return new Image(SIZE, SIZE, rgb);
    }

    /** The share of a map's positive values that lies in the upper left quarter. */
    static double upperLeft(float[] map, int height, int width) {
        double inside = 0;
        double all = 1e-12;
        for (int i = 0; i < map.length; i++) {
            double value = Math.max(map[i], 0);
            all += value;
            inside += 2 * (i / width) < height && 2 * (i % width) < width ? value : 0;
        }
        return inside / all;
    }
}
