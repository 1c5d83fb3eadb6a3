package dev.konkyo.torch.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextureSynthesisTest {
    private static final int SIDE = 32;

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    private static Model model() {
        var network = Networks.named("mobilenet_v1_0.25");
        var graph = network.build(NetworkShape.of(2, SIDE));
        var weights = network.initialization().weights(graph, new Random(3));
        return new Model(graph, weights, ModelCard.of("m", List.of("a", "b"), Preprocessing.stretched(SIDE, SIDE)));
    }

    /** Red and blue stripes. */
    private static Image stripes() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            rgb[3 * i + (i / 4 % 2 == 0 ? 0 : 2)] = (byte) 220;
        }
        return new Image(SIDE, SIDE, rgb);
    }

    @Test
    void theGramMatricesComeNearAndTheSameSeedGivesTheSameTexture() {
        try (var synthesis = new TextureSynthesis(model(), 40)) {
            int depth = TensorScope.depth();
            List<Integer> progress = new ArrayList<>();
            var texture = synthesis.of(stripes(), new SplittableRandom(1), progress::add);
            assertThat(texture.noise()).isGreaterThan(0.05);
            assertThat(texture.distance()).isBetween(0.0, 0.05 * texture.noise());
            assertThat(progress).containsExactly(10, 20, 30, 40);
            assertThat(TensorScope.depth()).isEqualTo(depth);
            var again = synthesis.of(stripes(), new SplittableRandom(1), _ -> {});
            assertThat(again.picture()).isEqualTo(texture.picture());
        }
    }

    @Test
    void theLayersAreTheLastOfEachResolution() {
        try (var synthesis = new TextureSynthesis(model(), 10)) {
            // Steps by two bring 32 pixels to 16, 8, 4, 2 and 1; what has one place has no texture.
            assertThat(synthesis.layers()).hasSize(4);
        }
    }

    /** One layer that sees single pixels: the texture has the photo's colours, in other places. */
    @Test
    void aNetworkOfSinglePixelsKeepsColoursOnly() {
        var net = new GraphBuilder("pixels");
        var x = net.images("input", 3, SIDE, SIDE);
        var maps = net.conv("maps", x, Convolution.of(3, 1));
        var logits = net.linear("fc", net.flatten(net.globalAveragePool(maps)), 2);
        var weights = Weights.of(Map.of(
                "maps.weight", TensorData.ofFloats(Shape.of(3, 3, 1, 1), 1, 0, 0, 0, 1, 0, 0, 0, 1),
                "maps.bias", TensorData.ofFloats(Shape.of(3), 0, 0, 0),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 3), 1, 0, 0, 0, 0, 1),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0)));
        var card = ModelCard.of("pixels", List.of("red", "blue"), Preprocessing.stretched(SIDE, SIDE));
        try (var synthesis = new TextureSynthesis(new Model(net.build(logits), weights, card), 40)) {
            var texture = synthesis.of(stripes(), new SplittableRandom(1), _ -> {});
            // No green, and as much red times red as in the stripes; never red where blue is.
            assertThat(product(texture.picture(), 0, 0) / product(stripes(), 0, 0))
                    .isBetween(0.97, 1.03);
            assertThat(product(texture.picture(), 1, 1) / product(stripes(), 0, 0))
                    .isLessThan(0.01);
            assertThat(product(texture.picture(), 0, 2) / product(stripes(), 0, 0))
                    .isLessThan(0.02);
            assertThat(texture.picture()).isNotEqualTo(stripes());
        }
    }

    @Test
    void whatTheEngineOrACheckSaidIsTheCause() {
        var net = new GraphBuilder("silent");
        var x = net.images("input", 3, SIDE, SIDE);
        var logits = net.linear("fc", net.flatten(net.globalAveragePool(net.conv("maps", x, Convolution.of(3, 1)))), 2);
        var weights = Weights.of(Map.of(
                "maps.weight", TensorData.ofFloats(Shape.of(3, 3, 1, 1), new float[9]),
                "maps.bias", TensorData.ofFloats(Shape.of(3), new float[3]),
                "fc.weight", TensorData.ofFloats(Shape.of(2, 3), new float[6]),
                "fc.bias", TensorData.ofFloats(Shape.of(2), new float[2])));
        var card = ModelCard.of("silent", List.of("red", "blue"), Preprocessing.stretched(SIDE, SIDE));
        try (var synthesis = new TextureSynthesis(new Model(net.build(logits), weights, card), 10)) {
            assertThatThrownBy(() -> synthesis.of(stripes(), new SplittableRandom(1), _ -> {}))
                    .isInstanceOf(TorchException.class)
                    .hasMessageStartingWith("texture by 'silent': ")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double product(Image image, int first, int second) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                sum += (double) image.at(y, x, first) * image.at(y, x, second);
            }
        }
        return sum;
    }

    @Test
    void aModelWithoutMapsIsRefused() {
        var net = new GraphBuilder("flat");
        var x = net.images("input", 3, 2, 2);
        var logits = net.linear("fc", net.flatten(x), 2);
        var weights = Weights.of(Map.of(
                "fc.weight", TensorData.ofFloats(Shape.of(2, 12), new float[24]),
                "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0)));
        var model = new Model(
                net.build(logits), weights, ModelCard.of("flat", List.of("a", "b"), Preprocessing.stretched(2, 2)));
        assertThatThrownBy(() -> new TextureSynthesis(model, 10))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no evidence layer");
    }
}
