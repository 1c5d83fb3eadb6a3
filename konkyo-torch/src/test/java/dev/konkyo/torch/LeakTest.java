package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Native memory is given back after every step and every prediction. */
class LeakTest {
    private static final int STEPS = 5_000;
    private static final int WARM_UP = 1_000;
    private static final TensorData PHOTOS =
            RandomWeights.normal(ElementType.FLOAT32, Shape.of(4, 3, 16, 16), 0, 1, new SplittableRandom(1));

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    private static Graph small() {
        GraphBuilder net = new GraphBuilder("small");
        Value x = net.images("x", 3, 16, 16);
        x = net.relu(
                net.batchNorm("bn1", net.conv("conv1", x, Convolution.of(8, 3).padding(1))));
        x = net.relu6(net.conv("conv2", net.maxPool(x, 2, 2, 0, false), Convolution.of(16, 3)));
        return net.build(net.linear("fc", net.flatten(net.globalAveragePool(x)), 3));
    }

    @Test
    void trainingSteps() throws IOException {
        try (TorchNetwork network = new TorchNetwork(RandomWeights.of(small(), 1))) {
            checkFlat(STEPS, () -> step(network));
        }
    }

    private static void step(TorchNetwork network) {
        try (TensorScope _ = new TensorScope()) {
            Tensor logits = network.forward(Tensors.view(PHOTOS), Mode.TRAINING);
            logits.mul(logits).mean().backward();
            TorchEngine.noGrad(() -> network.parameters().stream()
                    .map(TorchParameter::tensor)
                    .filter(Tensor::requires_grad)
                    .forEach(parameter -> {
                        Tensor gradient = new Tensor(parameter.grad());
                        parameter.sub_(gradient.mul(new Scalar(0.01)));
                        gradient.zero_();
                    }));
        }
    }

    @Test
    void predictions() throws IOException {
        ModelCard card = ModelCard.of("small", List.of("a", "b", "c"), Preprocessing.imageNet(16, 16));
        var network = RandomWeights.of(small(), 1);
        try (TorchClassifier classifier = new TorchClassifier(new Model(network.graph(), network.weights(), card))) {
            checkFlat(STEPS, () -> classifier.logits(PHOTOS));
            checkFlat(STEPS / 5, () -> classifier.gradients(PHOTOS, "conv2", logits -> logits));
        }
    }

    private static void checkFlat(int steps, Runnable step) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
        for (int i = 0; i < WARM_UP; i++) {
            step.run();
        }
        long pointers = Pointer.totalCount();
        long before = residentKilobytes();
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        assertThat(residentKilobytes()).isLessThan(before + before / 20);
        assertThat(TensorScope.depth()).isZero();
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
