package dev.konkyo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose scores are sums of the means of the three channels, so that each can be worked out by hand. */
class RuntimeScoresTest {
    private static final int SIDE = 4;
    private static final Preprocessing SIZE = Preprocessing.stretched(SIDE, SIDE);

    /** Means of the channels 1, 2 and 3; then all of them doubled, and so on. */
    private static TensorData photos(int count) {
        float[] values = new float[count * 3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int photo = i / (SIDE * SIDE) / 3;
            int channel = i / (SIDE * SIDE) % 3;
            values[i] = (photo + 1f) * (channel + 1);
        }
        return TensorData.ofFloats(Shape.of(count, 3, SIDE, SIDE), values);
    }

    private final GraphBuilder net = new GraphBuilder("means");
    private final Map<String, TensorData> weights = new LinkedHashMap<>();

    private Value photo(int batch) {
        return net.input(new GraphInput("x", ElementType.FLOAT32, List.of(batch, 3, SIDE, SIDE)));
    }

    /** Red less green, and green. */
    private Value two(Value photo) {
        return scores(photo, 2, 1, 0, -1, 1, 0, 0);
    }

    /** Channels times weights [3, classes]. */
    private Value scores(Value photo, int classes, float... values) {
        Value matrix = net.parameter("w" + classes, Parameter.trained(Shape.of(3, classes)));
        weights.put("w" + classes, TensorData.ofFloats(Shape.of(3, classes), values));
        return net.apply(new LinearOp.MatMul(), net.flatten(net.globalAveragePool(photo)), matrix);
    }

    private OnnxRuntimeSession session(Value... outputs) {
        return OnnxRuntimeSession.of(
                new WeightedGraph(net.build(outputs), Weights.of(weights)), RuntimeOptions.sharing(1));
    }

    private static RuntimeScores asked(OnnxRuntimeSession session, String output, int labels) {
        var names = IntStream.range(0, labels).mapToObj(String::valueOf).toList();
        return new RuntimeScores(session, output, ModelCard.of("means", names, SIZE));
    }

    private RuntimeScores of(Value output, int labels) {
        return asked(session(output), output.name(), labels);
    }

    @ParameterizedTest
    @ValueSource(ints = {GraphInput.FREE, 1, 2, 8})
    void scoresAreThoseOfEveryPhotoWhateverTheBatchOfTheFile(int batch) {
        try (var scores = of(two(photo(batch)), 2)) {
            assertThat(scores.form()).isEqualTo(ScoreForm.LOGITS);
            assertThat(scores.logits(photos(3)).toFloats()).containsExactly(-1, 2, -2, 4, -3, 6);
            assertThat(scores.logits(photos(9)).shape()).isEqualTo(Shape.of(9, 2));
            assertThat(scores.logits(photos(9)).toFloats()).endsWith(-9, 18);
        }
    }

    /** Softmax of (-1, 2) is (0.0474259, 0.9525741), whose logarithms differ by 3 again. */
    @Test
    void softmaxIsTakenOff() {
        try (var scores = of(net.apply("p", new ActivationOp.Softmax(-1), two(photo(GraphInput.FREE))), 2)) {
            assertThat(scores.form()).isEqualTo(ScoreForm.SOFTMAX);
            float[] logits = scores.logits(photos(1)).toFloats();
            assertThat(logits[0]).isCloseTo(-3.0485873f, within(1e-5f));
            assertThat(logits[1] - logits[0]).isCloseTo(3, within(1e-5f));
        }
    }

    @Test
    void sigmoidsAreTakenOff() {
        try (var scores = of(net.apply("p", new ActivationOp.Sigmoid(), two(photo(GraphInput.FREE))), 2)) {
            assertThat(scores.form()).isEqualTo(ScoreForm.SIGMOID);
            float[] logits = scores.logits(photos(2)).toFloats();
            assertThat(logits).usingComparatorWithPrecision(1e-4f).containsExactly(-1, 2, -2, 4);
        }
    }

    /** z = 0.5 red - green + 0.1 blue = -1.2. */
    @Test
    void aSingleScoreDecidesBetweenNoAndYes() {
        Value z = scores(photo(GraphInput.FREE), 1, 0.5f, -1, 0.1f);
        Value p = net.apply("p", new ActivationOp.Sigmoid(), z);
        OnnxRuntimeSession session = session(z, p);
        try (var yes = asked(session, "p", 2)) {
            assertThat(yes.form()).isEqualTo(ScoreForm.SIGMOID);
            assertThat(yes.logits(photos(2)).toFloats())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(0.6f, -0.6f, 1.2f, -1.2f);
            var logit = asked(session, z.name(), 2);
            assertThat(logit.form()).isEqualTo(ScoreForm.LOGITS);
            assertThat(logit.logits(photos(1)).toFloats())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(0.6f, -0.6f);
            assertThatThrownBy(() -> asked(session, "p", 1))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("the model gives 1 scores, expected labels for no and yes, got 1");
        }
    }

    /** Certain to the last digit: the logit stays finite. */
    @Test
    void saturatedProbabilitiesStayFinite() {
        assertThat(ScoreForm.SIGMOID.logit(1)).isBetween(16f, 17f);
        assertThat(ScoreForm.SIGMOID.logit(0)).isBetween(-88f, -87f);
        assertThat(ScoreForm.SOFTMAX.logit(0)).isBetween(-88f, -87f);
        assertThatThrownBy(() -> ScoreForm.SIGMOID.logit(2.5f))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("expected a score in [0, 1] as for all test photos, got 2.5; export");
    }

    @Test
    void otherOutputsThanScoresAreRefused() {
        Value photo = photo(GraphInput.FREE);
        Value maps = net.apply("maps", new ActivationOp.Relu(), photo);
        Value scores = two(photo);
        Value whole = net.apply("whole", new LayoutOp.Cast(ElementType.INT64), scores);
        try (var session = session(maps, whole, scores)) {
            assertThat(session.outputs()).containsExactly("maps", "whole", scores.name());
            assertThat(RuntimeScores.heads(session, SIZE)).containsExactly(Map.entry(scores.name(), 2));
            assertThatThrownBy(() -> asked(session, "maps", 2))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage("output 'maps' is FLOAT32 [8, 3, 4, 4] for 8 photos, expected floating-point scores"
                            + " [8, classes]; --scores OUTPUT takes another");
            assertThatThrownBy(() -> asked(session, "whole", 2))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("output 'whole' is INT64 [8, 2] for 8 photos, expected floating-point");
        }
    }

    @Test
    void aFileWithoutScoresIsNoClassifier() {
        Value maps = net.apply("maps", new ActivationOp.Relu(), photo(GraphInput.FREE));
        try (var session = session(maps)) {
            assertThatThrownBy(() -> RuntimeScores.heads(session, SIZE))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageStartingWith("the model's outputs are maps, expected one of floating-point scores");
        }
    }
}
