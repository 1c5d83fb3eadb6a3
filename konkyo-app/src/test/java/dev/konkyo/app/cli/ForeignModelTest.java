package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.graph.Weights;
import dev.konkyo.image.Image;
import dev.konkyo.model.Prediction;
import dev.konkyo.onnx.OnnxFile;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers as other tools write them, with weights that can be followed on paper. */
final class ForeignModelTest {
    private static final Shape PHOTO = Shape.of(1, 3, 4, 4);

    @TempDir
    Path folder;

    private final GraphBuilder net = new GraphBuilder("foreign");
    private final Value photo = net.images("input", 3, 4, 4);

    private static TensorData filled(Shape shape, float value) {
        var tensor = TensorData.ofFloats(shape, new float[(int) shape.elements()]);
        for (int i = 0; i < shape.elements(); i++) {
            tensor.floatBuffer().put(i, value);
        }
        return tensor;
    }

    /** Every factor of class c is c + 1 times a tenth, biases are 0. */
    private static Weights weights(Graph graph) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> weights.put(name, weight(name, parameter)));
        return Weights.of(weights);
    }

    private static TensorData weight(String name, Parameter parameter) {
        var tensor = filled(parameter.shape(), 0);
        long perClass = parameter.shape().elements() / parameter.shape().at(0);
        for (int i = 0; name.endsWith("weight") && i < parameter.shape().elements(); i++) {
            tensor.floatBuffer().put(i, 0.1f * (i / perClass + 1));
        }
        return tensor;
    }

    private static ForeignModel foreign(Graph graph) {
        return new ForeignModel(graph, weights(graph), ForeignModel.Normalization.UNIT, 4);
    }

    private static Prediction prediction(ForeignModel foreign, List<String> labels, float pixel) {
        var model = foreign.model(labels);
        try (var classifier = new RuntimeClassifier(model, RuntimeOptions.sharing(1))) {
            return Prediction.of(model.card(), classifier.logits(filled(PHOTO, pixel)), 0);
        }
    }

    private Value pooled() {
        return net.globalAveragePool(photo);
    }

    /** z = 0.1 * 3 * pixel, and the photo's score is 1 / (1 + exp(-z)). */
    @Test
    void aSingleSigmoidIsTheScoreOfAYes() {
        var foreign = foreign(
                net.build(net.apply("p", new ActivationOp.Sigmoid(), net.linear("fc", net.flatten(pooled()), 1))));
        assertThat(foreign.labels().numbers()).containsExactly("0", "1");
        var yes = prediction(foreign, List.of("ok", "ng"), 2);
        assertThat(yes.label()).isEqualTo("ng");
        assertThat(yes.score()).isCloseTo((float) (1 / (1 + Math.exp(-0.6))), within(1e-6f));
        var no = prediction(foreign, List.of("ok", "ng"), -2);
        assertThat(no.label()).isEqualTo("ok");
        assertThat(no.score()).isCloseTo((float) (1 / (1 + Math.exp(-0.6))), within(1e-6f));
        assertThat(prediction(foreign, List.of("scratch"), -2).labels()).containsExactly("not scratch", "scratch");
        assertThatThrownBy(() -> foreign.model(List.of("a", "b", "c")))
                .hasMessage("the model gives 1 score, that of a yes, expected labels for no and yes, got 3");
    }

    @Test
    void aSingleScoreIsExplainedForEitherAnswer() throws IOException {
        var maps = net.relu(net.conv("conv", photo, Convolution.of(2, 3).padding(1)));
        var graph = net.build(net.apply(
                "p", new ActivationOp.Sigmoid(), net.linear("fc", net.flatten(net.globalAveragePool(maps)), 1)));
        var file = folder.resolve("single.onnx");
        OnnxFile.write(graph, weights(graph), Map.of(), file);
        var bright = Samples.png(Image.filled(8, 8, 250, 250, 250), folder.resolve("bright.png"));
        var run = Run.konkyo("explain", file, bright, "--preprocessing", "unit", "--json", "--threads", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("its single score decides between no and yes", "labels are numbered");
        assertThat(run.json().getFirst().at("/label").asString()).isEqualTo("1");
        assertThat(run.json().getFirst().at("/score").asDouble()).isBetween(0.5, 0.999);
        assertThat(run.json().getFirst().at("/evidence/max").asDouble()).isPositive();

        var labels = Files.writeString(folder.resolve("labels.txt"), "ok\nng\n");
        var no = Run.konkyo("explain", file, bright, "--labels", labels, "--target", "ok", "--json", "--threads", 1);
        assertThat(no.json().getFirst().at("/evidence/max").asDouble()).isZero();
    }

    /** Logits 0.3, 0.6 and 0.9 for pixels of 1. */
    private static void requireSoftmaxOnce(ForeignModel foreign) {
        var scores = prediction(foreign, foreign.labels().numbers(), 1).scores();
        double sum = Math.exp(0.3) + Math.exp(0.6) + Math.exp(0.9);
        for (int label = 0; label < 3; label++) {
            assertThat(scores.get(label)).isCloseTo((float) (Math.exp(0.3 * (label + 1)) / sum), within(1e-6f));
        }
    }

    @Test
    void scoresThatKeepTheAxesOfTheMapAreTaken() {
        var foreign = foreign(net.build(net.conv("classifier", pooled(), Convolution.of(3, 1))));
        assertThat(foreign.labels().numbers()).hasSize(3);
        requireSoftmaxOnce(foreign);
    }

    @Test
    void theSoftmaxOfAFileIsNotAppliedTwice() {
        // Pools the photo itself, so no layer has places for evidence.
        var scores = net.linear("fc", net.flatten(pooled()), 3);
        requireSoftmaxOnce(foreign(net.build(net.apply("p", new ActivationOp.Softmax(-1), scores))));
    }

    @Test
    void theSoftmaxOverTheAxesOfTheMapIsNotAppliedTwiceEither() {
        var scores = net.conv("classifier", pooled(), Convolution.of(3, 1));
        requireSoftmaxOnce(foreign(net.build(net.flatten(net.apply("p", new ActivationOp.Softmax(1), scores)))));
    }

    @Test
    void mapsAreNoScores() {
        assertThatThrownBy(() -> foreign(net.build(net.conv("maps", photo, Convolution.of(3, 1)))))
                .hasMessage(
                        "the model's output 'maps' is [1, 3, 4, 4], expected scores [N, classes]; it is no classifier");
    }

    @Test
    void bytesStayAsTheyAre() {
        var input = ForeignModel.Normalization.NONE.of(2, 2).apply(Image.filled(2, 2, 255, 128, 0));
        assertThat(input[0]).isCloseTo(255, within(1e-4f));
        assertThat(input[4]).isCloseTo(128, within(1e-4f));
        assertThat(input[8]).isZero();
    }
}
