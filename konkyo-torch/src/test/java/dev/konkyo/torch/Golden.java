package dev.konkyo.torch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stored inputs and the outputs that other software gave for them. */
final class Golden {
    private Golden() {}

    /** A file below the folder of weights; the test is skipped where it is missing. */
    static Path weights(String name) {
        Path file = Path.of(System.getProperty("konkyo.data", "missing"), "weights", name);
        assumeTrue(Files.exists(file), () -> "needs " + file);
        return file;
    }

    static JsonNode expected(String model) {
        return JsonMapper.shared()
                .readTree(weights("expected/" + model + ".json").toFile());
    }

    /** The stored picture of one result as float32 [1, 3, height, width], each channel (pixel / 255 - mean) / deviation. */
    static TensorData photo(JsonNode result, double[] mean, double[] deviation) {
        BufferedImage picture = read(weights("expected/" + result.get("input").asString()));
        int height = picture.getHeight();
        int width = picture.getWidth();
        TensorData photo = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3, height, width));
        FloatBuffer pixels = photo.floatBuffer();
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < height * width; i++) {
                int rgb = picture.getRGB(i % width, i / width);
                double value = ((rgb >> (16 - 8 * channel)) & 0xff) / 255.0;
                pixels.put((float) ((value - mean[channel]) / deviation[channel]));
            }
        }
        return photo;
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
