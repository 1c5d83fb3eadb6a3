package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EightBitValues;
import dev.konkyo.graph.EightBits;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.ValueRange;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Networks whose scores hang on more than layers: what they forget stays as strong as it was, since zeros would make all maps constant. */
class CascadingRandomizationTest {
    /** Two resolutions, a scale for each channel in between as files have it, and two classes. */
    private static Graph graph() {
        var net = new GraphBuilder("scaled");
        Value x = net.relu(net.conv(
                "first", net.images("input", 3, 8, 8), Convolution.of(4, 3).padding(1)));
        x = net.conv(
                "second", net.maxPool(x, 2, 2, 0, false), Convolution.of(6, 3).padding(1));
        x = net.apply(
                "scaled", new ElementwiseOp.Mul(), x, net.parameter("scale", Parameter.trained(Shape.of(1, 6, 1, 1))));
        x = net.relu(x);
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 2));
    }

    private static WeightedGraph trained(Graph graph) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        var random = new Random(1);
        graph.parameters().forEach((name, parameter) -> weights.put(name, normal(parameter.shape(), random)));
        return new WeightedGraph(graph, Weights.of(weights));
    }

    private static TensorData normal(Shape shape, Random random) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + (float) random.nextGaussian();
        }
        return TensorData.ofFloats(shape, values);
    }

    private static List<CascadingRandomization.Step> steps(WeightedGraph network) {
        return CascadingRandomization.of(network, new SplittableRandom(2));
    }

    /** That a tensor has other elements than it had, which are the old ones. */
    private static void assertShuffled(WeightedGraph before, WeightedGraph after, String name) {
        double[] old = before.weights().at(name).toDoubles();
        double[] found = after.weights().at(name).toDoubles();
        assertThat(found).as(name).isNotEqualTo(old);
        Arrays.sort(old);
        Arrays.sort(found);
        assertThat(found).as(name).isEqualTo(old);
    }

    @Test
    void centresOfCosinesAreForgottenFirstAndNotZero() {
        var network =
                new ClassifierStyle.Cosine(4, 0, CosineHead.Centres.LEARNT).on(trained(graph()), 3, new Random(3));
        network = new WeightedGraph(
                network.graph(), network.weights().with(CosineHead.CENTRES, normal(Shape.of(3, 4), new Random(4))));
        var steps = steps(network);
        assertThat(steps.getFirst().name()).isEqualTo("classes");
        assertShuffled(network, steps.getFirst().network(), CosineHead.CENTRES);
        assertThat(steps.getFirst().network().weights().at("second.weight"))
                .isEqualTo(network.weights().at("second.weight"));
    }

    @Test
    void rowsOfAMemoryAreForgottenFirstAndNotZero() {
        var plain = trained(graph());
        var random = new Random(5);
        var lookup = new EvidenceOutputs.Lookup.ByCluster(
                normal(Shape.of(3, 6), random), normal(Shape.of(3), random), normal(Shape.of(3, 6), random));
        var network = EvidenceOutputs.add(plain, EvidenceLayer.of(plain.graph()).value(), true, lookup);
        var steps = steps(network);
        assertThat(steps.getFirst().name()).isEqualTo("classes");
        assertShuffled(network, steps.getFirst().network(), EvidenceOutputs.CLUSTER + ".weights");
        assertThat(steps.getLast().network().weights().at(EvidenceOutputs.CLUSTER + ".directions"))
                .isNotEqualTo(network.weights().at(EvidenceOutputs.CLUSTER + ".directions"));
    }

    @Test
    void scalesOfChannelsAreForgottenWithTheirStageAndNotZero() {
        var network = trained(graph());
        var steps = steps(network);
        assertThat(steps)
                .extracting(CascadingRandomization.Step::name)
                .containsExactly("classes", "stage 2", "stage 1");
        assertThat(steps.getFirst().network().weights().at("scale"))
                .isEqualTo(network.weights().at("scale"));
        assertShuffled(network, steps.get(1).network(), "scale");
    }

    @Test
    void wholeNumbersOfEightBitsAreForgottenStageByStageAndNotZero() {
        var plain = trained(graph());
        var values =
                EightBitValues.of(plain.graph(), EvidenceLayer.of(plain.graph()).value());
        Map<String, ValueRange> ranges = new LinkedHashMap<>();
        values.measured().forEach(value -> ranges.put(value, new ValueRange(-1, 3)));
        var network = EightBits.of(plain, values, ranges);
        var numbers = network.graph().parameters().keySet().stream()
                .filter(name -> name.contains(".int8."))
                .toList();
        assertThat(numbers).hasSize(8);
        var steps = steps(network);
        assertThat(steps).hasSize(3);
        for (String name : numbers) {
            assertShuffled(network, steps.getLast().network(), name);
        }
        assertThat(numbers.stream()
                        .filter(name -> steps.get(1)
                                .network()
                                .weights()
                                .at(name)
                                .equals(network.weights().at(name)))
                        .count())
                .as("those of the first stage are still known")
                .isEqualTo(4);
    }

    @Test
    void equalNumbersStayAsTheyAre() {
        var graph = graph();
        float[] ones = {1, 1, 1, 1, 1, 1};
        var plain = trained(graph);
        var network = new WeightedGraph(
                graph, plain.weights().with("scale", TensorData.ofFloats(Shape.of(1, 6, 1, 1), ones)));
        assertThat(steps(network).getLast().network().weights().at("scale").toFloats())
                .containsExactly(ones);
    }
}
