package dev.konkyo.torch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.FullGrad;
import dev.konkyo.evidence.LayerCam;
import dev.konkyo.evidence.Smoothed;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Box;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Values worked out by hand. The first map is red itself, 20 x 23; the second has 4 x 4 means of 8 x 8 pixels, one every 4, whose cells cover
 * the pixels 2 to 18 on either axis. The mean of the second is the logit of class 0.
 */
final class UnpaddedMapsTest {
    private static final int HEIGHT = 20;
    private static final int WIDTH = 23;
    private static final int PIXELS = HEIGHT * WIDTH;
    private static final Target FIRST = new Target.Label(0);

    private static TorchClassifier classifier(float bias) {
        TorchEngine.threads(1);
        GraphBuilder net = new GraphBuilder("unpadded");
        Value early = net.conv("early", net.images("input", 3, HEIGHT, WIDTH), Convolution.of(1, 1));
        Value late = net.conv("late", early, Convolution.of(1, 8).stride(4));
        Value logits = net.linear("fc", net.flatten(net.globalAveragePool(late)), 2);
        float[] mean = new float[64];
        Arrays.fill(mean, 1 / 64f);
        Weights weights = Weights.of(Map.of(
                "early.weight", TensorData.ofFloats(Shape.of(1, 3, 1, 1), 1, 0, 0),
                "early.bias", TensorData.ofFloats(Shape.of(1), 0),
                "late.weight", TensorData.ofFloats(Shape.of(1, 1, 8, 8), mean),
                "late.bias", TensorData.ofFloats(Shape.of(1), bias),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 1), 1, 0),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0)));
        var card = ModelCard.of("unpadded", List.of("a", "b"), Preprocessing.stretched(HEIGHT, WIDTH));
        return new TorchClassifier(new Model(net.build(logits), weights, card));
    }

    private static TensorData red(IntUnaryOperator ofColumn) {
        float[] pixels = new float[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = ofColumn.applyAsInt(i % WIDTH);
        }
        return TensorData.ofFloats(Shape.of(1, 3, HEIGHT, WIDTH), pixels);
    }

    private static boolean covered(int pixel) {
        int y = pixel / WIDTH;
        int x = pixel % WIDTH;
        return y >= 2 && y < 18 && x >= 2 && x < 18;
    }

    /** How many of the windows 0 to 8, 4 to 12, 8 to 16 and 12 to 20 hold a pixel. */
    private static int windows(int pixel) {
        return pixel >= 20 ? 0 : pixel < 4 || pixel >= 16 ? 1 : 2;
    }

    @Test
    void layerCamLaysTheCoarseMapWhereItsPlacesSee() {
        try (var model = classifier(0)) {
            assertThat(model.covered(4, 4).scaled(WIDTH, HEIGHT).x()).isCloseTo(2, within(1e-9));
            assertThat(model.covered(HEIGHT, WIDTH)).isEqualTo(Box.whole(1, 1));
            Evidence found = new LayerCam(model, List.of("early", "late")).explain(red(_ -> 1), FIRST);
            float[] map = found.map(0);
            assertThat(map).hasSize(PIXELS);
            for (int i = 0; i < PIXELS; i++) {
                // Both maps' mean is 1. The late one is even on its 256 pixels; the early one counts the windows, 1024
                // in all, and is nowhere larger.
                double early = PIXELS / 1024.0 * windows(i / WIDTH) * windows(i % WIDTH);
                double expected = covered(i) ? PIXELS / 256.0 : early;
                assertThat((double) map[i]).as("pixel %d", i).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void fullGradLaysABiasWhereItsPlacesSee() {
        try (var model = classifier(0.5f)) {
            float[] map = new FullGrad(model).explain(red(_ -> 0), FIRST).map(0);
            for (int i = 0; i < PIXELS; i++) {
                assertThat((double) map[i])
                        .as("pixel %d", i)
                        .isCloseTo(covered(i) ? 0.5 * PIXELS / 256 : 0, within(1e-5));
            }
        }
    }

    @Test
    void aMirroredCopySeesOtherPatches() {
        // Red is the column, so a place's value is its middle's. The mirror image's cells cover 5 to 21: brought to
        // the photo's places they say the same, and the first is not among them.
        try (var model = classifier(0)) {
            float[] map = new Smoothed(model, new Cam(model, "late"))
                    .explain(red(x -> x), FIRST)
                    .map(0);
            for (int i = 0; i < map.length; i++) {
                assertThat(map[i]).as("place %d", i).isCloseTo(3.5f + 4 * (i % 4), within(1e-4f));
            }
        }
    }
}
