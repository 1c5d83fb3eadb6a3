package dev.konkyo.app.cli;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.onnx.OnnxFile;
import dev.konkyo.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Small photos and models that tests draw themselves. */
final class Samples {
    static final int SIDE = 48;
    static final String NETWORK = "mobilenet_v1_0.25";

    private Samples() {}

    /** A network with random weights under a card. */
    static Model model(String... labels) {
        var network = Networks.named(NETWORK);
        var graph = network.build(NetworkShape.of(labels.length, SIDE));
        var weights = network.initialization().weights(graph, new Random(5));
        return new Model(graph, weights, ModelCard.of(NETWORK, List.of(labels), Preprocessing.stretched(SIDE, SIDE)));
    }

    /** A convolution, a mean over all places and a linear layer: nothing goes by steps of two. */
    static Model stepless(String... labels) {
        var layers = new GraphBuilder("stepless");
        var photo = layers.images("image", 3, 8, 8);
        var map = layers.relu(layers.conv("conv", photo, Convolution.of(4, 3).padding(1)));
        var graph = layers.build(layers.linear("fc", layers.flatten(layers.globalAveragePool(map)), labels.length));
        return new Model(
                graph,
                Initialization.KAIMING.weights(graph, new Random(5)),
                ModelCard.of("stepless", List.of(labels), Preprocessing.stretched(8, 8)));
    }

    /** A model file with a card. */
    static Path modelFile(Path folder, String... labels) {
        var file = folder.resolve("model.onnx");
        ModelFile.write(model(labels), file);
        return file;
    }

    /**
     * Weights of the network for a thousand classes, as they are published.
     *
     * @param metadata of the safetensors file
     */
    static Path weights(Path file, long seed, Map<String, String> metadata) {
        var network = Networks.named(NETWORK);
        var graph = network.build(NetworkShape.of(1000, 128));
        SafetensorsFile.write(network.initialization().weights(graph, new Random(seed)), metadata, file);
        return file;
    }

    /** The same network as another tool would write it: without a card. */
    static Path foreignFile(Path folder, int classes) {
        var model = model(IntStream.range(0, classes).mapToObj(String::valueOf).toArray(String[]::new));
        var file = folder.resolve("foreign.onnx");
        OnnxFile.write(model.graph(), model.weights(), Map.of(), file);
        return file;
    }

    /** A folder of class folders: a bright disc for "disc", a bright square for "square", at random places on noise. */
    static Path shapes(Path folder, int perClass, long seed) {
        var random = new Random(seed);
        for (int i = 0; i < perClass; i++) {
            for (var shape : List.of("disc", "square")) {
                png(shape(shape.equals("disc"), random), folder.resolve(shape, "%s_%03d.png".formatted(shape, i)));
            }
        }
        return folder;
    }

    static Image shape(boolean disc, Random random) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        double y = 14 + random.nextDouble() * (SIDE - 28);
        double x = 14 + random.nextDouble() * (SIDE - 28);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int row = i / SIDE;
            double dy = row + 0.5 - y;
            double dx = i % SIDE + 0.5 - x;
            boolean inside = disc ? Math.hypot(dy, dx) < 10 : Math.max(Math.abs(dy), Math.abs(dx)) < 9;
            int value = random.nextInt(40) + (inside ? 200 : 40);
            rgb[3 * i] = (byte) value;
            rgb[3 * i + 1] = (byte) (disc ? value : value / 2);
            rgb[3 * i + 2] = (byte) (value / 3);
        }
        return new Image(SIDE, SIDE, rgb);
    }

    static Path png(Image image, Path file) {
        try {
            Files.createDirectories(file.getParent());
            PhotoWriter.writePng(image, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
