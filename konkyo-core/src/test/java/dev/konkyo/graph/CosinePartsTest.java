package dev.konkyo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.EvidenceLayer.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CosinePartsTest {
    private static final ClassifierStyle.Cosine STYLE = new ClassifierStyle.Cosine(2, 0.2f, CosineHead.Centres.LEARNT);

    private static Graph headed() {
        GraphBuilder net = new GraphBuilder("net");
        Value photo = net.input(new GraphInput("photo", ElementType.FLOAT32, List.of(GraphInput.FREE, 3, 4, 4)));
        Value map = net.apply("map", new ActivationOp.Relu(), net.conv("conv", photo, Convolution.of(2, 1)));
        return STYLE.on(net.build(net.linear("fc", net.flatten(net.globalAveragePool(map)), 2)), 2);
    }

    private static WeightedGraph network() {
        Graph graph = headed();
        Map<String, TensorData> weights = new LinkedHashMap<>();
        graph.parameters()
                .forEach((name, parameter) ->
                        weights.put(name, TensorData.allocate(parameter.type(), parameter.shape())));
        weights.put("head.weight", TensorData.ofFloats(Shape.of(2, 2), 1, 2, 0, 4));
        weights.put("head.bias", TensorData.ofFloats(Shape.of(2), -1, 2));
        // Centres of length 5 and 2: only their directions count.
        weights.put(CosineHead.CENTRES, TensorData.ofFloats(Shape.of(2, 2), 3, 4, 0, -2));
        return new WeightedGraph(graph, Weights.of(weights));
    }

    /** a = (2, 0.5): z = (1 * 2 + 2 * 0.5 - 1, 4 * 0.5 + 2) = (2, 4), u = (0.6, 0.8), cosine = (1.2 + 3.2) / sqrt 20. */
    @Test
    void partsAddUpToTheCosineWorkedOutByHand() {
        CosineParts parts = CosineParts.of(network());
        float[] means = {2, 0.5f};
        double length = Math.sqrt(20);
        assertThat(parts.length(means)).isCloseTo(length, within(1e-6));
        assertThat(parts.unscaledWeights(1, 0)).containsExactly(new float[] {0.6f, 4.4f}, within(1e-6f));
        float[] weights = parts.channelWeights(means, 1, 0);
        assertThat(weights[0]).isCloseTo((float) (0.6 / length), within(1e-6f));
        assertThat(weights[1]).isCloseTo((float) ((2 * 0.6 + 4 * 0.8) / length), within(1e-6f));
        assertThat(parts.placeless(means, 1, 0)).isCloseTo((float) ((-0.6 + 2 * 0.8) / length), within(1e-6f));
        assertThat(2 * weights[0] + 0.5 * weights[1] + parts.placeless(means, 1, 0))
                .isCloseTo(4.4 / length, within(1e-6));
        // The difference of two cosines is one of parts too; the second centre is (0, -1).
        assertThat(2 * parts.channelWeights(means, 1, -1)[0]
                        + 0.5 * parts.channelWeights(means, 1, -1)[1]
                        + parts.placeless(means, 1, -1))
                .isCloseTo(8.4 / length, within(1e-6));
    }

    @Test
    void aHeadOfCosinesIsKnownAndOneWithStoredPhotosIsNot() {
        WeightedGraph network = network();
        assertThat(EvidenceLayer.of(network.graph()).head()).isEqualTo(new Head.PooledCosine("map"));
        TensorData photos = TensorData.ofFloats(Shape.of(2, 2), 1, 0, 0, 1);
        WeightedGraph stored = CosineHead.withNeighbours(network, photos, List.of(1, 1), 1);
        assertThat(EvidenceLayer.of(stored.graph()).head()).isEqualTo(new Head.Other("map"));
    }

    /** Files with evidence have outputs of the same names, whatever their scores are. */
    @Test
    void aHeadOfCosinesIsKnownByWhatItComputes() {
        WeightedGraph cosines = network();
        assertThat(CosineHead.in(cosines.graph())).isTrue();
        TensorData photos = TensorData.ofFloats(Shape.of(2, 2), 1, 0, 0, 1);
        assertThat(CosineHead.in(CosineHead.withNeighbours(cosines, photos, List.of(1, 1), 1)
                        .graph()))
                .isTrue();
        WeightedGraph softmax = new ClassifierStyle.Linear().on(cosines, 2, new Random(1));
        EvidenceOutputs.Lookup lookup = new EvidenceOutputs.Lookup.ByClass();
        assertThat(CosineHead.in(
                        EvidenceOutputs.add(cosines, "map", false, lookup).graph()))
                .isTrue();
        Graph probabilities = EvidenceOutputs.add(softmax, "map", true, lookup).graph();
        assertThat(probabilities.outputs()).contains(CosineHead.SCORES, CosineHead.EMBEDDING);
        assertThat(CosineHead.in(probabilities)).isFalse();
    }
}
