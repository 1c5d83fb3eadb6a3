package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Explainer;
import dev.konkyo.evidence.PatchLogits;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.PatchGrid;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Box;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks of patches promise: a patch's logits are its own, and their mean is the photo's. */
class PatchLogitsTest {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final int HEIGHT = 58;
    private static final int WIDTH = 67;

    private static Model model(WeightedGraph network, int height, int width) {
        return new Model(
                network.graph(),
                network.weights(),
                ModelCard.of(network.graph().name(), LABELS, Preprocessing.stretched(height, width)));
    }

    private static WeightedGraph network(String name, int height, int width) {
        return RandomWeights.of(
                Networks.named(name).build(new NetworkShape(LABELS.size(), height, width, PaddingStyle.SYMMETRIC)), 3);
    }

    private static RuntimeClassifier open(Model model) {
        return new RuntimeClassifier(model, RuntimeOptions.sharing(1));
    }

    private static double tolerance(float... values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return 1e-5 + 2e-4 * largest;
    }

    /**
     * The root of the summed squares of all that is rounded while terms are added up: each product and each sum so far, whatever the order by
     * about as much.
     */
    private static double drift(DoubleStream terms) {
        double[] sums = new double[2];
        terms.forEach(term -> {
            sums[0] += term;
            sums[1] += term * term + sums[0] * sums[0];
        });
        return Math.sqrt(sums[1]);
    }

    /**
     * How far the mean of the patches' logits may lie from the photo's, which sums the same products in another order. A rounding moves a number
     * by half a unit in the last place at most, 2^-24 of it, and roundings add up like a random walk (Higham and Mary 2019, "A New Approach
     * to Probabilistic Rounding Error Analysis"): six deviations of it are never met.
     */
    private static double[] roundings(PatchLogits patches, RuntimeClassifier classifier, TensorData photos) {
        var found = classifier.features(photos, patches.layer().value()).activation();
        float[] values = found.toFloats();
        int channels = found.shape().at(1);
        int places = found.shape().at(2) * found.shape().at(3);
        double deviations = 6 * Math.scalb(1.0, -24);
        if (!(patches.layer().head() instanceof Head.PooledLinear pooled)) {
            return IntStream.range(0, values.length / places)
                    .mapToDouble(row -> deviations
                            / places
                            * drift(IntStream.range(row * places, (row + 1) * places)
                                    .mapToDouble(i -> values[i])))
                    .toArray();
        }
        float[] weights =
                pooled.linear().coefficients(classifier.network()).weights().toFloats();
        double[] bounds = new double[found.shape().at(0) * LABELS.size()];
        for (int row = 0; row < bounds.length; row++) {
            int first = row / LABELS.size() * channels;
            int label = row % LABELS.size() * channels;
            double[] means = new double[channels];
            double squares = 0;
            for (int place = 0; place < places; place++) {
                double[] terms = new double[channels];
                for (int channel = 0; channel < channels; channel++) {
                    terms[channel] = (double) weights[label + channel] * values[(first + channel) * places + place];
                    means[channel] += terms[channel] / places;
                }
                squares += Math.pow(drift(Arrays.stream(terms)), 2);
            }
            // The engine's means over places are rounded at each place before they are weighed.
            double weighed = Math.sqrt(
                    places * Arrays.stream(means).map(mean -> mean * mean).sum());
            bounds[row] = deviations * (Math.sqrt(squares) / places + drift(Arrays.stream(means)) + weighed);
        }
        return bounds;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bagnet9",
                "bagnet17",
                "bagnet33",
                "bag_squeezenet33",
                "bag_mobilenet_v2_31",
                "squeezenet1_1",
                "resnet18"
            })
    void theirMeanIsTheLogit(String name) {
        TensorData photos =
                RandomWeights.normal(ElementType.FLOAT32, Shape.of(2, 3, HEIGHT, WIDTH), 0, 1, new SplittableRandom(6));
        try (var classifier = open(model(network(name, HEIGHT, WIDTH), HEIGHT, WIDTH))) {
            var patches = PatchLogits.of(classifier);
            var pass = patches.pass(photos);
            double[] bounds = roundings(patches, classifier, photos);
            float[] logits = pass.logits().toFloats();
            float[] maps = pass.maps().toFloats();
            int places = pass.maps().shape().at(2) * pass.maps().shape().at(3);
            assertThat(places).isGreaterThan(1);
            for (int row = 0; row < logits.length; row++) {
                double sum = 0;
                for (int place = 0; place < places; place++) {
                    sum += maps[row * places + place];
                }
                assertThat(sum / places).isCloseTo(logits[row], within(bounds[row]));
            }
        }
    }

    /** The same weights on the patch alone, a photo of one place, give what the patch says within the whole photo. */
    @ParameterizedTest
    @CsvSource({"bagnet9, 9", "bagnet17, 17", "bagnet33, 33", "bag_squeezenet33, 33", "bag_mobilenet_v2_31, 31"})
    void aPatchAloneSaysTheSame(String name, int side) {
        WeightedGraph whole = network(name, HEIGHT, WIDTH);
        TensorData photo =
                RandomWeights.normal(ElementType.FLOAT32, Shape.of(1, 3, HEIGHT, WIDTH), 0, 1, new SplittableRandom(7));
        try (var classifier = open(model(whole, HEIGHT, WIDTH));
                var single = open(model(network(name, side, side), side, side))) {
            PatchLogits patches = PatchLogits.of(classifier);
            PatchGrid grid = patches.grid();
            TensorData maps = patches.pass(photo).maps();
            float[] said = maps.toFloats();
            int places = grid.rows() * grid.columns();
            for (int[] place : new int[][] {{0, 0}, {1, 2}, {grid.rows() - 1, grid.columns() - 1}}) {
                Box patch = grid.patch(place[0], place[1]);
                assertThat(patch.width()).isEqualTo(side);
                float[] alone = single.logits(cropped(photo, patch)).toFloats();
                for (int label = 0; label < alone.length; label++) {
                    float within = said[label * places + place[0] * grid.columns() + place[1]];
                    assertThat(within).isCloseTo(alone[label], within((float) tolerance(alone)));
                }
            }
        }
    }

    private static TensorData cropped(TensorData photo, Box patch) {
        int side = (int) patch.width();
        float[] pixels = photo.toFloats();
        float[] cut = new float[3 * side * side];
        for (int i = 0; i < cut.length; i++) {
            int channel = i / (side * side);
            int row = (int) patch.y() + i / side % side;
            int column = (int) patch.x() + i % side;
            cut[i] = pixels[(channel * HEIGHT + row) * WIDTH + column];
        }
        return TensorData.ofFloats(Shape.of(1, 3, side, side), cut);
    }

    /** One convolution of 17 x 17 pixels every 8, which sees red in the middle of its patch only. */
    private static Model redInTheMiddle(int height, int width) {
        GraphBuilder net = new GraphBuilder("red");
        Value x = net.images("input", 3, height, width);
        Value map = net.relu(net.conv("see", x, Convolution.of(1, 17).stride(8).withoutBias()));
        Value logits = net.linear("fc", "logits", net.flatten(net.globalAveragePool(map)), LABELS.size());
        float[] taps = new float[3 * 17 * 17];
        taps[8 * 17 + 8] = 1;
        Weights weights = Weights.of(Map.of(
                "see.weight", TensorData.ofFloats(Shape.of(1, 3, 17, 17), taps),
                "fc.weight", TensorData.ofFloats(Shape.of(3, 1), 1, -1, 0),
                "fc.bias", TensorData.ofFloats(Shape.of(3), 0, 0, 0)));
        return model(new WeightedGraph(net.build(logits), weights), height, width);
    }

    /** Patches have their middle at 8.5, 16.5 and so on; a red square of 8 pixels holds the middle of one of them. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 12", "3, 7", "8, 0", "8, 12"})
    void aSquareIsShownWhereItLies(int row, int column) {
        int height = 91;
        int width = 119;
        byte[] rgb = new byte[3 * height * width];
        for (int y = 8 * row + 5; y < 8 * row + 13; y++) {
            for (int x = 8 * column + 5; x < 8 * column + 13; x++) {
                rgb[3 * (y * width + x)] = -1;
            }
        }
        try (var classifier = open(redInTheMiddle(height, width))) {
            var explainer = new Explainer(classifier, new Cam(classifier, "relu_1"));
            Heatmap map = explainer
                    .explain(new Image(height, width, rgb), new Target.Label(0))
                    .heatmap();
            assertThat(map.height()).isEqualTo(10);
            assertThat(map.width()).isEqualTo(13);
            assertThat(map.at(row, column)).isEqualTo(map.max()).isGreaterThan(0.9f);
            assertThat(map.peak().x()).isCloseTo(8 * column + 8.5, within(1e-6));
            assertThat(map.peak().y()).isCloseTo(8 * row + 8.5, within(1e-6));
            assertThat(map.onto(height, width).at(8 * row + 8, 8 * column + 8)).isEqualTo(map.max());
        }
    }

    @Test
    void otherHeadsAreRefusedWithWhatWouldDo() {
        assertThatThrownBy(() -> PatchLogits.require(network("mobilenet_v3_small", 64, 64)))
                .isInstanceOf(GraphException.class)
                .hasMessage(
                        "the scores of 'mobilenet_v3_small' are no mean of what its places say, expected a mean over all"
                                + " places and one linear layer, got another head; use explain --method grad-cam, or train a network"
                                + " such as bagnet33 with --head softmax");
    }
}
