package dev.konkyo.app.report;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A model of patches of 8 pixels, one every 8, that takes what is red for "red" and what is blue for "blue", and photos of such patches: what a
 * patch says of a class is the share of that colour in it.
 */
public final class ColouredPatches {
    /** Pixels of a photo. */
    public static final int SIDE = 48;

    private static final int PATCH = 8;

    private ColouredPatches() {}

    /** A patch in a row and column of a photo, with components in [0, 255]. */
    public record Patch(int row, int column, int red, int green, int blue) {}

    /** Its labels are red and blue. */
    public static Model model() {
        var net = new GraphBuilder("seeing");
        var x = net.images("input", 3, SIDE, SIDE);
        var maps = net.conv("see", x, Convolution.of(2, PATCH).stride(PATCH).withoutBias());
        var logits = net.linear("fc", "logits", net.flatten(net.globalAveragePool(maps)), 2);
        int pixels = PATCH * PATCH;
        float[] taps = new float[2 * 3 * pixels];
        Arrays.fill(taps, 0, pixels, 1f / pixels);
        Arrays.fill(taps, 5 * pixels, 6 * pixels, 1f / pixels);
        var weights = Weights.of(Map.of(
                "see.weight", TensorData.ofFloats(Shape.of(2, 3, PATCH, PATCH), taps),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 2), 1, 0, 0, 1),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0)));
        var card = ModelCard.of("seeing", List.of("red", "blue"), Preprocessing.stretched(SIDE, SIDE));
        return new Model(net.build(logits), weights, card);
    }

    /** A photo of one colour but for these patches. */
    public static Image photo(int red, int green, int blue, Patch... patches) {
        byte[] rgb = Image.filled(SIDE, SIDE, red, green, blue).rgb().clone();
        for (var patch : patches) {
            for (int y = PATCH * patch.row(); y < PATCH * (patch.row() + 1); y++) {
                for (int x = PATCH * patch.column(); x < PATCH * (patch.column() + 1); x++) {
                    int pixel = 3 * (y * SIDE + x);
                    rgb[pixel] = (byte) patch.red();
                    rgb[pixel + 1] = (byte) patch.green();
                    rgb[pixel + 2] = (byte) patch.blue();
                }
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }
}
