package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.evidence.memory.Fidelity;
import dev.konkyo.evidence.memory.HeldOutPhoto;
import dev.konkyo.evidence.memory.MemoryCluster;
import dev.konkyo.evidence.memory.MemoryPlan;
import dev.konkyo.evidence.memory.Observation;
import dev.konkyo.evidence.memory.Observer;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weighing;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A memory behind a head of cosines, worked out by hand. The map's two channels are red and green, whose means over four places are a. The
 * embedding is z = (a1 + 2 a2 - 1, 4 a2 + 2), and the centres point to (0.6, 0.8) and (0, -1).
 */
class MemoryOfCosinesTest {
    private static final String LAYER = "map";
    private static final Model MODEL = model();

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    private static Graph plain() {
        GraphBuilder net = new GraphBuilder("net");
        Value map = net.conv(LAYER, net.images("photo", 3, 2, 2), Convolution.of(2, 1));
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(map)), 2));
    }

    private static Model model() {
        Graph graph = new ClassifierStyle.Cosine(2, 0, CosineHead.Centres.LEARNT).on(plain(), 2);
        Weights weights = Weights.of(Map.of(
                "map.weight",
                TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 1, 0),
                "map.bias",
                TensorData.ofFloats(Shape.of(2), 0, 0),
                "head.weight",
                TensorData.ofFloats(Shape.of(2, 2), 1, 2, 0, 4),
                "head.bias",
                TensorData.ofFloats(Shape.of(2), -1, 2),
                CosineHead.CENTRES,
                TensorData.ofFloats(Shape.of(2, 2), 3, 4, 0, -2)));
        return new Model(
                graph,
                weights,
                ModelCard.of("net", List.of("up", "down"), Preprocessing.stretched(2, 2))
                        .withScores(ScoreKind.COSINE));
    }

    /** Red and green of the four places. */
    private static TensorData photo(float... redAndGreen) {
        float[] pixels = new float[12];
        System.arraycopy(redAndGreen, 0, pixels, 0, 8);
        return TensorData.ofFloats(Shape.of(1, 3, 2, 2), pixels);
    }

    /** a = (2, 0.5): z = (2, 4). */
    private static final TensorData SHORT = photo(4, 0, 4, 0, 0, 2, 0, 0);

    /** a = (1, 1): z = (2, 6). */
    private static final TensorData LONG = photo(1, 1, 1, 1, 0, 4, 0, 0);

    /** a = (9, 0): z = (8, 2). */
    private static final TensorData FLAT = photo(9, 9, 9, 9, 0, 0, 0, 0);

    private static EvidenceMemory memory() {
        try (var classifier = new TorchClassifier(MODEL)) {
            var observer = new Observer(classifier, LAYER);
            List<Observation> observations =
                    List.of(observer.observe(SHORT, 0), observer.observe(LONG, 0), observer.observe(FLAT, 1));
            return new MemoryPlan(2, Integer.MAX_VALUE, Space.SPHERICAL, 1)
                    .build(observations, EvidenceMemory.Source.of(MODEL.network(), LAYER));
        }
    }

    /** The outputs for a photo, and the sum over channels before its positive part is taken. */
    private static Map<String, TensorData> outputs(EvidenceMemory memory, TensorData photo) {
        WeightedGraph evident = memory.in(MODEL.network(), false);
        List<String> names = new ArrayList<>(evident.graph().outputs());
        names.add(EvidenceOutputs.EVIDENCE + ".sum");
        try (var session = OnnxRuntimeSession.of(
                new WeightedGraph(evident.graph().withOutputs(names), evident.weights()), RuntimeOptions.sharing(1))) {
            return session.run(Map.of("photo", photo));
        }
    }

    private static float[] floats(Map<String, TensorData> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name)).toFloats();
    }

    /** W' u is (0.6, 2 * 0.6 + 4 * 0.8) for the first centre and (0, -4) for the second, whatever the photos' lengths. */
    @Test
    void itHoldsTheWeightsOfPartsAtLengthOne() {
        var memory = memory();
        assertThat(memory.source().weighing()).isEqualTo(Weighing.OVER_LENGTH);
        assertThat(memory.clusters()).containsExactlyInAnyOrder(new MemoryCluster(2, 0, 1), new MemoryCluster(1, 1, 1));
        int up = memory.clusters().get(0).label() == 0 ? 0 : 1;
        assertThat(memory.channelWeights(up)).containsExactly(new float[] {0.6f, 4.4f}, within(1e-6f));
        assertThat(memory.channelWeights(1 - up)).containsExactly(new float[] {0, -4}, within(1e-6f));
    }

    /**
     * A photo that the memory never saw: a = (2, 2), z = (5, 10) of length sqrt 125, nearest to the first two. Its cosine is 11 / sqrt 125; its
     * places hold (0.6 red + 4.4 green) / sqrt 125, whose mean is 10 / sqrt 125, and the bias holds (-0.6 + 1.6) / sqrt 125.
     */
    @Test
    void theMeanOfTheMapAndTheBiasAreTheScore() {
        double length = Math.sqrt(125);
        var outputs = outputs(memory(), photo(8, 0, 0, 0, 0, 6, 0, 2));
        float[] parts = floats(outputs, EvidenceOutputs.EVIDENCE + ".sum");
        assertThat(parts)
                .containsExactly(
                        new float[] {(float) (4.8 / length), (float) (26.4 / length), 0, (float) (8.8 / length)},
                        within(1e-6f));
        assertThat(floats(outputs, EvidenceOutputs.EVIDENCE)).containsExactly(parts, within(1e-7f));
        double mean = (parts[0] + parts[1] + parts[2] + parts[3]) / 4;
        float score = floats(outputs, EvidenceOutputs.SCORES)[0];
        assertThat(score).isCloseTo((float) (11 / length), within(1e-6f));
        assertThat(mean + 1 / length).isCloseTo(score, within(1e-6));
    }

    /** One cluster of all, two thirds of the first class: the mean is two thirds of its cosine and a third of the other's, -10 / sqrt 125. */
    @Test
    void ofAnImpureClusterItIsTheMeanCosineOfItsClasses() {
        var pure = memory();
        var mixed = new EvidenceMemory(
                pure.source(),
                Space.SPHERICAL,
                TensorData.ofFloats(Shape.of(1, 2), 1, 1),
                TensorData.ofFloats(Shape.of(1, 2), 0.4f, (2 * 4.4f - 4) / 3),
                List.of(new MemoryCluster(3, 0, 2 / 3.0)));
        var outputs = outputs(mixed, photo(8, 0, 0, 0, 0, 6, 0, 2));
        float[] parts = floats(outputs, EvidenceOutputs.EVIDENCE + ".sum");
        double length = Math.sqrt(125);
        double mean = ((double) parts[0] + parts[1] + parts[2] + parts[3]) / 4;
        // The centres' mean (0.4, 0.2) times the bias (-1, 2) is 0.
        float[] scores = floats(outputs, EvidenceOutputs.SCORES);
        assertThat(mean).isCloseTo((2 * scores[0] + scores[1]) / 3.0, within(1e-6));
        assertThat(mean).isCloseTo(12 / 3.0 / length, within(1e-6));
    }

    /** Held against the parts themselves, a memory of pure clusters ranks places as they do. */
    @Test
    void heldOutPhotosAreExplainedExactly() {
        try (var classifier = new TorchClassifier(MODEL)) {
            HeldOutPhoto photo = new Observer(classifier, LAYER).hold(photo(8, 0, 0, 1, 0, 6, 1, 2));
            assertThat(Fidelity.of(memory(), List.of(photo))).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void itServesNoModelWithoutCosines() {
        Graph plain = plain();
        var softmax = new WeightedGraph(
                plain,
                Weights.of(Map.of(
                        "map.weight", TensorData.ofFloats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 1, 0),
                        "map.bias", TensorData.ofFloats(Shape.of(2), 0, 0),
                        "fc.weight", TensorData.ofFloats(Shape.of(2, 2), 1, 2, 0, 4),
                        "fc.bias", TensorData.ofFloats(Shape.of(2), 0, 0))));
        var lookup = memory().lookup();
        assertThatThrownBy(() -> EvidenceOutputs.add(softmax, LAYER, true, lookup))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("parts of cosines");
    }
}
