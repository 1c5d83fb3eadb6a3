package dev.konkyo.bench;

import dev.konkyo.evidence.GradCam;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Overlay;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchClassifier;
import dev.konkyo.torch.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What evidence costs: a decision alone, the decision with the evidence of a memory of 10 clusters in the graph, that and the evidence drawn
 * over a picture of 640 x 480, libtorch's decision, and there Grad-CAM through the head and through the whole network, each up to its map. First the decision without and
 * with evidence run alone, directly beside each other: decision, evidence, evidence, decision, the next round the other way round. Then the
 * decision and the other four take turns in an order that is drawn anew for each round. What disturbs one so disturbs all, and none
 * always follows the same. Each row gives the median time, the median of the rounds' own ratios to the decision of the same round, and
 * the quartiles of these ratios. Last come the medians of what an explanation alone took, from the differences within a round.
 *
 * <p>{@code EvidenceOverhead [--rounds 60] [--threads 1,2] [--seed 1] [NETWORK...]}
 */
public final class EvidenceOverhead {
    private static final List<String> NETWORKS =
            List.of("mobilenet_v2", "mobilenet_v3_small", "squeezenet1_1", "resnet50");
    private static final int SIDE = 224;
    private static final int CLASSES = 10;
    private static final int CLUSTERS = 10;
    private static final String DECISION = "decision";
    private static final String EVIDENCE = "decision + evidence";
    private static final String LIBTORCH = "decision, libtorch";
    private static final String HEAD = "Grad-CAM, head";
    private static final String WHOLE = "Grad-CAM, whole network";
    private static final Image CAMERA = Image.filled(480, 640, 120, 120, 110);

    private final int rounds;
    private final long seed;

    private EvidenceOverhead(int rounds, long seed) {
        this.rounds = rounds;
        this.seed = seed;
    }

    /** Measures and prints one line per way. */
    public static void main(String[] arguments) {
        int rounds = option(arguments, "--rounds", 60);
        int seed = option(arguments, "--seed", 1);
        List<Integer> threads = threads(arguments);
        List<String> named = IntStream.range(0, arguments.length)
                .filter(i -> !arguments[i].startsWith("--") && (i == 0 || !arguments[i - 1].startsWith("--")))
                .mapToObj(i -> arguments[i])
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%-20s %7s %5s %-28s %10s %8s   %s%n",
                "network",
                "threads",
                "batch",
                "way",
                "ms",
                "ratio",
                "quartiles");
        for (int count : threads) {
            for (String name : named.isEmpty() ? NETWORKS : named) {
                for (int batch : new int[] {1, 8}) {
                    new EvidenceOverhead(rounds, seed).measure(name, batch, count);
                }
            }
        }
    }

    private static List<Integer> threads(String... arguments) {
        int at = Arrays.asList(arguments).indexOf("--threads");
        return at < 0
                ? List.of(1, 2)
                : Arrays.stream(arguments[at + 1].split(",", -1))
                        .map(Integer::valueOf)
                        .toList();
    }

    private static int option(String[] arguments, String name, int usual) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? usual : Integer.parseInt(arguments[at + 1]);
    }

    private void measure(String name, int batch, int threads) {
        Model model = model(name);
        String layer = EvidenceLayer.of(model.graph()).value();
        Model evident = model.withNetwork(EvidenceOutputs.add(model.network(), layer, true, memory(model, layer)));
        TensorData photos = photos(batch);
        RuntimeOptions options = RuntimeOptions.sharing(threads);
        TorchEngine.threads(threads);
        try (var alone = OnnxRuntimeSession.of(model.network(), options);
                var both = OnnxRuntimeSession.of(evident.network(), options);
                var torch = new TorchClassifier(model);
                var whole = new WholeNetworkGradCam(model.network(), layer)) {
            Map<String, TensorData> input = Map.of(Network.INPUT, photos);
            Map<String, Runnable> ways = new LinkedHashMap<>();
            ways.put(DECISION, () -> alone.run(input));
            ways.put(EVIDENCE, () -> both.run(input));
            ways.put("decision + evidence + overlay", () -> draw(both.run(input), layer, model.graph()));
            ways.put(LIBTORCH, () -> torch.logits(photos));
            ways.put(HEAD, () -> new GradCam(torch, layer).explain(photos, new Target.Predicted()));
            ways.put(WHOLE, () -> whole.maps(photos));
            Turns pairs = Turns.paired(DECISION, EVIDENCE, ways, rounds);
            print(name, batch, threads, pairs);
            ways.remove(EVIDENCE);
            Turns others = Turns.shuffled(DECISION, ways, rounds, seed);
            print(name, batch, threads, others);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %7d %5d what an explanation adds to the decision of its engine: in the graph %.3f ms, Grad-CAM through the head"
                            + " %.3f ms, through the whole network %.3f ms%n",
                    name,
                    threads,
                    batch,
                    Rounds.median(pairs.added(EVIDENCE, DECISION)),
                    Rounds.median(others.added(HEAD, LIBTORCH)),
                    Rounds.median(others.added(WHOLE, LIBTORCH)));
        }
    }

    /** Draws the evidence of every photo over a camera's picture of 640 x 480, with a legend, as a user would see it. */
    private static void draw(Map<String, TensorData> outputs, String layer, Graph graph) {
        float[] values =
                Objects.requireNonNull(outputs.get(EvidenceOutputs.EVIDENCE)).toFloats();
        Shape map = ShapeInference.shape(graph, layer, 1);
        int height = map.at(2);
        int width = map.at(3);
        Overlay overlay = Overlay.standard(EvidenceScale.uncalibrated(Unit.SCORE));
        for (int at = 0; at < values.length; at += height * width) {
            float[] own = Arrays.copyOfRange(values, at, at + height * width);
            overlay.picture(
                    CAMERA, Heatmap.over(CAMERA.height(), CAMERA.width(), height, width, own, Unit.SCORE), List.of());
        }
    }

    private static void print(String name, int batch, int threads, Turns turns) {
        turns.milliseconds().forEach((way, taken) -> {
            double[] ratios = Objects.requireNonNull(turns.ratios().get(way));
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %7d %5d %-28s %10.3f %8.3f   %.3f to %.3f%n",
                    name,
                    threads,
                    batch,
                    way,
                    Rounds.median(taken),
                    Rounds.median(ratios),
                    Rounds.quantile(0.25, ratios),
                    Rounds.quantile(0.75, ratios));
        });
    }

    private static Model model(String name) {
        Network network = Networks.named(name);
        Graph graph = network.build(NetworkShape.of(CLASSES, SIDE));
        List<String> labels = new ArrayList<>();
        IntStream.range(0, CLASSES).forEach(label -> labels.add(String.valueOf(label)));
        return new Model(
                graph,
                network.initialization().weights(graph, new Random(1)),
                ModelCard.of(name, labels, Preprocessing.imageNet(SIDE, SIDE)));
    }

    private static Lookup memory(Model model, String layer) {
        WeightedGraph prepared = new WeightedGraph(EmbeddingLayer.add(model.graph()), model.weights());
        int length =
                ShapeInference.shape(prepared.graph(), EmbeddingLayer.NAME, 1).at(1);
        int channels = ShapeInference.shape(prepared.graph(), layer, 1).at(1);
        SplittableRandom random = new SplittableRandom(2);
        float[] weights = new float[CLUSTERS * channels];
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            for (int channel = 0; channel < channels; channel++) {
                weights[cluster * channels + channel] = (float) random.nextGaussian();
            }
        }
        return new Lookup.ByCluster(
                gaussian(Shape.of(CLUSTERS, length), random),
                gaussian(Shape.of(CLUSTERS), random),
                TensorData.ofFloats(Shape.of(CLUSTERS, channels), weights));
    }

    private static TensorData photos(int batch) {
        return gaussian(Shape.of(batch, 3, SIDE, SIDE), new SplittableRandom(3));
    }

    private static TensorData gaussian(Shape shape, SplittableRandom random) {
        TensorData tensor = TensorData.allocate(ElementType.FLOAT32, shape);
        int elements = Math.toIntExact(shape.elements());
        for (int i = 0; i < elements; i++) {
            tensor.floatBuffer().put(i, (float) random.nextGaussian());
        }
        return tensor;
    }
}
