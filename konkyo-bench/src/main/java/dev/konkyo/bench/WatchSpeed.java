package dev.konkyo.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.konkyo.app.live.Decision;
import dev.konkyo.app.live.Source;
import dev.konkyo.app.live.Thresholding;
import dev.konkyo.app.live.VideoFile;
import dev.konkyo.app.live.Watch;
import dev.konkyo.app.live.WatchPlan;
import dev.konkyo.app.live.WatchSummary;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.FasterGradCam;
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
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Frames per second of {@code watch} without a window on a video of 640 x 480 that the program draws itself: read and resized alone, decided on
 * with evidence and regions, and also drawn and written as a video. The ways take turns, and the median of the rounds is printed, beside the processor time of the last round,
 * which other work on the machine disturbs less.
 * Arguments: rounds, engine threads, frames, network and, in place of the drawn video, a file; by default 5 1 400 mobilenet_v3_small.
 */
public final class WatchSpeed {
    private static final int SIDE = 224;
    private static final List<String> LABELS = List.of("ng", "ok");

    private WatchSpeed() {}

    /** A way to watch. */
    private record Way(String name, Classifier model, EvidenceMethod method, Optional<String> output) {}

    public static void main(String[] arguments) throws IOException {
        int rounds = number(arguments, 0, 5);
        int threads = number(arguments, 1, 1);
        int frames = number(arguments, 2, 400);
        String network = arguments.length > 3 ? arguments[3] : "mobilenet_v3_small";
        Path folder = Files.createTempDirectory("konkyo-watch");
        Path video = arguments.length > 4 ? Path.of(arguments[4]) : video(folder.resolve("belt.mp4"), frames);
        try (var classifier = new RuntimeEvidenceClassifier(model(network), RuntimeOptions.alone(threads))) {
            FasterGradCam method = new FasterGradCam(classifier);
            List<Way> ways = List.of(
                    new Way("read", classifier, (_, _) -> nothing(), Optional.empty()),
                    new Way("decided", classifier, method, Optional.empty()),
                    new Way("drawn, JPEG in AVI", classifier, method, Optional.of("annotated.avi")),
                    new Way("drawn, H.264 in MP4", classifier, method, Optional.of("annotated.mp4")));
            measure(ways, video, folder, rounds);
        } finally {
            for (String name : List.of("belt.mp4", "annotated.avi", "annotated.mp4")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static int number(String[] arguments, int index, int missing) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : missing;
    }

    private static void measure(List<Way> ways, Path video, Path folder, int rounds) {
        double[][] speeds = new double[ways.size()][rounds];
        double[] processor = new double[ways.size()];
        Coloured coloured = new Coloured();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < ways.size(); i++) {
                long before = system.getProcessCpuTime();
                WatchSummary summary = run(ways.get(i), video, folder, coloured);
                // The first round warms up.
                speeds[i][Math.max(round, 0)] = summary.framesPerSecond();
                processor[i] = (system.getProcessCpuTime() - before) / 1e6 / summary.decided();
            }
        }
        System.out.printf(Locale.ROOT, "%-22s %10s %30s%n", "way", "frames/s", "processor ms per frame");
        for (int i = 0; i < ways.size(); i++) {
            System.out.printf(
                    Locale.ROOT, "%-22s %10.1f %30.2f%n", ways.get(i).name(), Rounds.median(speeds[i]), processor[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "evidence above the floor at %.0f %% of the places of frames that were decided on%n",
                100 * coloured.share());
    }

    /** How much of the frames holds evidence, as painting and regions take as long as there is much of it. */
    private static final class Coloured {
        private long above;
        private long places;

        void add(Decision decision) {
            for (float value : decision.evidence().values()) {
                above += value > decision.scale().floor() ? 1 : 0;
                places++;
            }
        }

        double share() {
            return (double) above / places;
        }
    }

    private static WatchSummary run(Way way, Path video, Path folder, Coloured coloured) {
        WatchPlan plan =
                WatchPlan.of(new Source.Video(video)).withOutput(way.output().map(folder::resolve));
        Thresholding threshold = new Thresholding.OfScores(way.model().card());
        Consumer<Decision> record = way.method() instanceof FasterGradCam ? coloured::add : _ -> {};
        return new Watch(way.model(), threshold, way.method(), plan, record, System.err::println).run(() -> false);
    }

    /** What a model that finds no evidence would give. */
    private static Evidence nothing() {
        return new Evidence(
                TensorData.ofFloats(Shape.of(1, 2), 1, 0),
                TensorData.ofFloats(Shape.of(1, 7, 7), new float[49]),
                Unit.SCORE);
    }

    private static Path video(Path file, int frames) {
        Random random = new Random(1);
        try (VideoFile video = new VideoFile(file, 480, 640, 25)) {
            for (int i = 0; i < frames; i++) {
                video.add(frame(random, i), i / 25.0);
            }
        }
        return file;
    }

    /** Bright discs on a dark ground that drifts by, with the grain of a sensor. */
    private static Image frame(Random random, int number) {
        byte[] rgb = new byte[3 * 480 * 640];
        for (int k = 0; k < rgb.length; k += 3) {
            double x = (k / 3 % 640 + 5.0 * number) % 400 - 200;
            double y = k / 1920 - 240;
            int grey = (int) (Math.hypot(x, y) < 150 ? 170 + 20 * Math.sin(x / 9) : 50 + 10 * Math.sin(y / 5))
                    + random.nextInt(9);
            Arrays.fill(rgb, k, k + 3, (byte) grey);
        }
        return new Image(480, 640, rgb);
    }

    /** Random weights with a memory of 10 clusters and 50 channels, on whose scale half of the first frame's places hold evidence. */
    private static Model model(String name) {
        var network = Networks.named(name);
        Graph graph = network.build(NetworkShape.of(LABELS.size(), SIDE));
        WeightedGraph plain = new WeightedGraph(graph, network.initialization().weights(graph, new Random(1)));
        String layer = EvidenceLayer.of(graph).value();
        WeightedGraph prepared = new WeightedGraph(EmbeddingLayer.add(graph), plain.weights());
        int length =
                ShapeInference.shape(prepared.graph(), EmbeddingLayer.NAME, 1).at(1);
        int channels = ShapeInference.shape(prepared.graph(), layer, 1).at(1);
        ModelCard card = ModelCard.of(name, LABELS, Preprocessing.stretched(SIDE, SIDE));
        // Weights of any sign may give a map that is zero everywhere, and then there is nothing to draw.
        for (int seed = 2; seed < 50; seed++) {
            Random random = new Random(seed);
            WeightedGraph evident = EvidenceOutputs.add(
                    plain,
                    layer,
                    true,
                    new Lookup.ByCluster(
                            gaussian(random, Shape.of(10, length)),
                            gaussian(random, Shape.of(10)),
                            weights(random, channels)));
            Model model = new Model(evident.graph(), evident.weights(), card);
            float[] places = sortedEvidence(model);
            float half = places[places.length / 2];
            float most = places[places.length - 1];
            if (half > 0 && half < most) {
                return new Model(
                        evident.graph(), evident.weights(), card.withEvidenceScale(new EvidenceScale(half, most)));
            }
        }
        throw new IllegalStateException("no memory of random weights gives evidence at half of the places");
    }

    /** The first frame's evidence, the least first. */
    private static float[] sortedEvidence(Model model) {
        try (var classifier = new RuntimeEvidenceClassifier(model, RuntimeOptions.sharing(1))) {
            float[] places = classifier
                    .pass(model.card().input(frame(new Random(1), 0)))
                    .evidence()
                    .toFloats();
            Arrays.sort(places);
            return places;
        }
    }

    private static TensorData weights(Random random, int channels) {
        float[] weights = new float[10 * channels];
        for (int i = 0; i < 10 * 50; i++) {
            weights[i / 50 * channels + random.nextInt(channels)] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(Shape.of(10, channels), weights);
    }

    private static TensorData gaussian(Random random, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TensorData.ofFloats(shape, values);
    }
}
