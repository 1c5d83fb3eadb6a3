package dev.konkyo.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.konkyo.evidence.AblationCam;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Rise;
import dev.konkyo.evidence.ScoreCam;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Box;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.FeatureClassifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Methods that perturb a photo or its features, on ONNX Runtime, against as many single forward passes in libtorch. Both are run in turn; the
 * median of the ratios counts. With one engine thread the processor time of the whole process is measured, which other programs disturb less:
 * variants are written on a thread of their own, and that work belongs to a method. Arguments: networks, input size, threads, rounds; by default mobilenet_v2,squeezenet1_1 224 1 5.
 */
public final class PerturbationSpeed {
    private static final int CLASSES = 10;
    private static final int MASKS = 256;
    private static final int SINGLE = 40;

    private PerturbationSpeed() {}

    public static void main(String[] arguments) {
        int size = number(arguments, 1, 224);
        int threads = number(arguments, 2, 1);
        int rounds = number(arguments, 3, 5);
        TorchEngine.threads(threads);
        for (String network : (arguments.length > 0 ? arguments[0] : "mobilenet_v2,squeezenet1_1").split(",", -1)) {
            System.out.printf("%s at %d x %d, %d threads%n", network, size, size, threads);
            measure(model(network, size), photo(size), threads, rounds);
        }
    }

    private static int number(String[] arguments, int index, int missing) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : missing;
    }

    private static Model model(String name, int size) {
        Network network = Networks.named(name);
        Graph graph = network.build(NetworkShape.of(CLASSES, size));
        List<String> labels =
                IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
        return new Model(
                graph,
                network.initialization().weights(graph, new Random(1)),
                ModelCard.of(name, labels, Preprocessing.imageNet(size, size)));
    }

    private static TensorData photo(int size) {
        Random random = new Random(2);
        float[] pixels = new float[3 * size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(1, 3, size, size), pixels);
    }

    private static void measure(Model model, TensorData photo, int threads, int rounds) {
        String layer = EvidenceLayer.of(model.graph()).value();
        try (Counting runtime = new Counting(
                        new RuntimeClassifier(model, RuntimeOptions.sharing(threads)), new AtomicInteger());
                TorchClassifier torch = new TorchClassifier(model)) {
            Map<String, EvidenceMethod> methods = new LinkedHashMap<>();
            methods.put("score-cam", new ScoreCam(runtime, layer));
            methods.put("ablation-cam", new AblationCam(runtime, layer));
            methods.put("rise", new Rise(runtime, MASKS, 7, 0.5, 1));
            methods.forEach((name, method) -> {
                List<Double> ratios = new ArrayList<>();
                for (int round = -1; round < rounds; round++) {
                    double single = single(torch, photo, threads);
                    runtime.passes.set(0);
                    long start = now(threads);
                    method.explain(photo, new Target.Label(0));
                    double each = milliseconds(now(threads) - start) / runtime.passes.get();
                    // The first round warms up.
                    if (round >= 0) {
                        ratios.add(single / each);
                        System.out.printf(
                                "  %s: %d passes of %.3f ms, single in libtorch %.3f ms, %.2f times as fast%n",
                                name, runtime.passes.get(), each, single, single / each);
                    }
                }
                double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
                System.out.printf("  %s: median ratio %.2f of %s%n", name, Rounds.median(all), ratios);
            });
        }
    }

    private static long now(int threads) {
        return threads == 1
                ? ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                : System.nanoTime();
    }

    private static double single(TorchClassifier torch, TensorData photo, int threads) {
        long start = now(threads);
        for (int i = 0; i < SINGLE; i++) {
            torch.logits(photo);
        }
        return milliseconds(now(threads) - start) / SINGLE;
    }

    private static double milliseconds(long nanoseconds) {
        return TimeUnit.NANOSECONDS.toMicros(nanoseconds) / 1000.0;
    }

    /** Counts the photos, whole or from a layer on, that a model is asked for. */
    private record Counting(FeatureClassifier model, AtomicInteger passes) implements FeatureClassifier {
        @Override
        public ModelCard card() {
            return model.card();
        }

        @Override
        public WeightedGraph network() {
            return model.network();
        }

        @Override
        public Box covered(int rows, int columns) {
            return model.covered(rows, columns);
        }

        @Override
        public TensorData logits(TensorData images) {
            passes.addAndGet(images.shape().at(0));
            return model.logits(images);
        }

        @Override
        public Features features(TensorData images, String layer) {
            passes.addAndGet(images.shape().at(0));
            return model.features(images, layer);
        }

        @Override
        public TensorData logitsFrom(String layer, TensorData activation) {
            passes.addAndGet(activation.shape().at(0));
            return model.logitsFrom(layer, activation);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
