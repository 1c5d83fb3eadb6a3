package dev.konkyo.torch.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Cam;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.GradCam;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceLayer.Head;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CAM promises on real networks: its map's mean is the logit, and Grad-CAM is its positive part. */
final class ClassActivationTest {
    private static final int SIZE = 96;
    private static final int CLASSES = 3;

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "squeezenet1_0",
                "squeezenet1_1",
                "googlenet",
                "resnet18",
                "mobilenet_v1_0.25",
                "mobilenet_v2_0.5"
            })
    void meanPlusBiasIsTheLogit(String name) {
        Model model = model(name);
        EvidenceLayer layer = EvidenceLayer.of(model.graph());
        float[] bias = layer.head() instanceof Head.PooledLinear pooled
                ? pooled.linear().coefficients(model.network()).bias().toFloats()
                : new float[CLASSES];
        try (TorchClassifier classifier = new TorchClassifier(model)) {
            for (int label = 0; label < CLASSES; label++) {
                Evidence cam = new Cam(classifier, layer.value()).explain(photo(), new Target.Label(label));

                assertThat(mean(cam.map(0)) + bias[label])
                        .isCloseTo(cam.logits().toFloats()[label], within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezenet1_1", "googlenet", "resnet18", "mobilenet_v2_0.5"})
    void gradCamIsThePositivePartOfCam(String name) {
        Model model = model(name);
        String layer = EvidenceLayer.of(model.graph()).value();
        try (TorchClassifier classifier = new TorchClassifier(model)) {
            float[] cam = new Cam(classifier, layer)
                    .explain(photo(), new Target.Label(1))
                    .map(0);
            float[] gradCam = new GradCam(classifier, layer)
                    .explain(photo(), new Target.Label(1))
                    .map(0);

            for (int place = 0; place < cam.length; place++) {
                assertThat(gradCam[place]).isCloseTo(Math.max(0, cam[place]), within(1e-4f));
            }
        }
    }

    /** With gates, hard swish and a head of two layers, on photos smaller than its receptive field. */
    @Test
    void everyOtherMethodExplainsMobileNetV3() {
        Model model = model("mobilenet_v3_small");
        String layer = EvidenceLayer.of(model.graph()).value();
        List<String> silent = new ArrayList<>();
        try (TorchClassifier torch = new TorchClassifier(model);
                RuntimeClassifier runtime = new RuntimeClassifier(model, RuntimeOptions.sharing(1))) {
            for (MethodEntry entry : EvidenceMethods.all()) {
                if (!Set.of("cam", "faster-grad-cam", "rise", "score-cam").contains(entry.name())) {
                    Classifier engine = entry.needs() == Needs.GRADIENTS ? torch : runtime;
                    float[] map = entry.make(engine, layer)
                            .explain(photo(), new Target.Label(2))
                            .map(0);
                    int places = 0;
                    for (float value : map) {
                        assertThat(value).as(entry.name()).isFinite();
                        places += value == 0 ? 0 : 1;
                    }
                    if (places == 0) {
                        silent.add(entry.name());
                    }
                }
            }
        }
        // With weights that were never trained the scores hardly depend on the photo, and KPCA-CAM's kernel has no
        // positive part.
        assertThat(silent).isSubsetOf("kpca-cam", "occlusion", "lrp-epsilon");
    }

    private static Model model(String name) {
        var network = Networks.named(name);
        Graph graph = network.build(NetworkShape.of(CLASSES, SIZE));
        WeightedGraph weighted =
                new WeightedGraph(graph, network.initialization().weights(graph, new Random(4)));
        return new Model(
                graph,
                weighted.weights(),
                ModelCard.of(name, List.of("a", "b", "c"), Preprocessing.imageNet(SIZE, SIZE)));
    }

    private static TensorData photo() {
        Random random = new Random(9);
        float[] pixels = new float[3 * SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(1, 3, SIZE, SIZE), pixels);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
