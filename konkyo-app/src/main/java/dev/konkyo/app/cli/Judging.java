package dev.konkyo.app.cli;

import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.Evaluator;
import dev.konkyo.app.report.HeldOut;
import dev.konkyo.app.report.Judgement;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Prediction;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges held-out photos with one model and measures how long a decision takes, in a process where no training engine runs beside it.
 * Not a command: only {@code compare} starts it.
 *
 * @param said the label of each photo, {@link Entrant#UNREAD} or {@link Entrant#UNKNOWN}
 * @param milliseconds median of single decisions on a prepared photo
 */
record Judging(List<Integer> said, double milliseconds) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WARMING_RUNS = 10;
    private static final int LEAST_RUNS = 30;
    private static final int MOST_RUNS = 500;
    private static final long ENOUGH_SECONDS = 2;

    static Judging read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Judging.class);
    }

    private static Judging of(Path model, HeldOut held, Path folder, int threads) {
        try (var classifier = new RuntimeClassifier(ModelFile.read(model).model(), RuntimeOptions.alone(threads))) {
            var data = dataset(held, folder).ordered(classifier.card().labels());
            var evaluation = new Evaluator(classifier, Optional.empty(), PhotoReader.standard(), _ -> {}).judge(data);
            Map<Path, Judgement> byPhoto = evaluation.judgements().stream()
                    .collect(Collectors.toMap(Judgement::photo, judgement -> judgement));
            var said = held.photos().stream()
                    .map(photo -> Optional.ofNullable(byPhoto.get(folder.resolve(photo)))
                            .map(judgement -> said(held, judgement.prediction()))
                            .orElse(Entrant.UNREAD))
                    .toList();
            return new Judging(said, median(classifier));
        }
    }

    /** A class may itself be called unknown; then that is what is said. */
    private static int said(HeldOut held, Prediction prediction) {
        int label = held.labels().indexOf(prediction.label());
        return label >= 0 ? label : Entrant.UNKNOWN;
    }

    private static Dataset dataset(HeldOut held, Path folder) {
        var samples = IntStream.range(0, held.photos().size())
                .mapToObj(i -> new Sample(
                        folder.resolve(held.photos().get(i)), held.truth().get(i), Optional.empty(), Part.TEST))
                .toList();
        return new Dataset(folder, held.labels(), samples, List.of(), List.of());
    }

    /** The time does not depend on what the photo shows. */
    private static double median(Classifier classifier) {
        float[] grey = new float[classifier.card().preprocessing().length()];
        Arrays.fill(grey, 0.5f);
        var photo = classifier.card().input(grey);
        for (int i = 0; i < WARMING_RUNS; i++) {
            classifier.logits(photo);
        }
        List<Long> times = new ArrayList<>();
        long began = System.nanoTime();
        while (times.size() < LEAST_RUNS
                || (times.size() < MOST_RUNS && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(ENOUGH_SECONDS))) {
            long start = System.nanoTime();
            classifier.logits(photo);
            times.add(System.nanoTime() - start);
        }
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return (double) sorted[sorted.length / 2] / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Judges; the arguments are the model, the list of photos, the folder of the photos, the number of threads, the file to write. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        var messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        try {
            var paths = Arrays.stream(arguments).limit(3).map(Path::of).toList();
            var held = JSON.readValue(Files.readAllBytes(paths.get(1)), HeldOut.class);
            var judging = of(paths.getFirst(), held, paths.getLast(), Integer.parseInt(arguments[3]));
            byte[] text = JSON.writeValueAsBytes(judging);
            AtomicFile.write(Path.of(arguments[4]), out -> out.write(text));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            messages.println("konkyo: " + ErrorLine.of(e));
            System.exit(Konkyo.FAILED);
        }
        System.exit(0);
    }
}
