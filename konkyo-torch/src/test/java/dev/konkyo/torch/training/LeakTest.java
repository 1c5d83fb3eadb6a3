package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory is given back after every step and every prediction. */
final class LeakTest {
    private static final int STEPS = 5_000;
    private static final int ROUNDS = 3;

    @Test
    void trainingSteps() throws IOException {
        try (TinyTraining training = new TinyTraining(8)) {
            checkFlat(STEPS, training::learn);
        }
    }

    @Test
    void predictions() throws IOException {
        TorchEngine.threads(1);
        ModelCard card = ModelCard.of("tiny", List.of("a", "b", "c"), Preprocessing.imageNet(16, 16));
        var network = TinyTraining.network(8);
        try (TorchClassifier classifier = new TorchClassifier(new Model(network.graph(), network.weights(), card))) {
            checkFlat(STEPS, () -> classifier.logits(TinyTraining.PHOTOS));
            checkFlat(STEPS / 5, () -> classifier.gradients(TinyTraining.PHOTOS, "body", logits -> logits));
        }
    }

    /**
     * After a warm-up of as many steps the resident memory grows by less than a twentieth. The virtual machine's compiler takes memory too,
     * once; a leak shows in every round.
     */
    private static void checkFlat(int steps, Runnable step) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
        repeat(steps, step);
        long pointers = Pointer.totalCount();
        List<Double> growths = new ArrayList<>();
        do {
            long before = residentKilobytes();
            repeat(steps, step);
            growths.add((double) residentKilobytes() / before);
        } while (growths.getLast() >= 1.05 && growths.size() < ROUNDS);
        assertThat(growths).as("growth by round").anyMatch(growth -> growth < 1.05);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        assertThat(TensorScope.depth()).isZero();
    }

    private static void repeat(int steps, Runnable step) {
        for (int i = 0; i < steps; i++) {
            step.run();
        }
    }

    /** With the heap collected first: pages that the collector has yet to touch or give back are no leak of the engine's. */
    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
