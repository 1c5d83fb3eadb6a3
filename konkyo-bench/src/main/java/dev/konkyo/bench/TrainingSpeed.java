package dev.konkyo.bench;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.dataset.Split;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.network.Networks;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.EpochResult;
import dev.konkyo.torch.training.EpochTimes;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.Optimization;
import dev.konkyo.torch.training.Presentation;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.Schedule;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.torch.training.Trainer;
import dev.konkyo.torch.training.TrainingListener;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.TrainingStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Training runs on photos that the program draws itself, 640 x 480 JPEG; before its second epoch and after every later one the same network,
 * loss and optimiser take as many steps on a batch that lies ready in memory. An epoch counts as a share of the mean of the two blocks of ready
 * tensors around it, so that what drifts on a shared machine disturbs both. The first epoch decodes the photos and is told apart. The
 * shares' mean, with its standard error, and their median are what the workflow keeps of the engine's own speed. Arguments: networks, input
 * sizes, batch, engine threads, epochs that count, photos; by default mobilenet_v2,squeezenet1_1,resnet50 96,224 32 2 8 384.
 */
public final class TrainingSpeed {
    /** Photos through a small network before anything counts, while the JVM compiles most of the code that loads photos. */
    private static final int WARM_UP = 12_000;

    private TrainingSpeed() {}

    /** What is measured. */
    private record Setting(String network, int size, int batch, int threads, int photos) {
        TrainingStart start(Dataset data) {
            return new StartingPoint.Scratch(Networks.named(network), PaddingStyle.SYMMETRIC)
                    .prepare(data.labels(), Preprocessing.stretched(size, size), 1)
                    .start();
        }

        TrainingPlan plan(int epochs) {
            return TrainingPlan.standard(1)
                    .with(Course.of(epochs, batch))
                    .with(new Optimization.Sgd(0.01, 0.9, 1e-4))
                    .with(new Schedule.Constant())
                    .with(Objective.crossEntropy(0))
                    .with(new Presentation(new Sampler.Shuffled(), AugmentationPolicy.light()))
                    .with(Computation.standard().withThreads(threads));
        }
    }

    public static void main(String[] arguments) throws IOException {
        String[] networks =
                text(arguments, 0, "mobilenet_v2,squeezenet1_1,resnet50").split(",", -1);
        String[] sizes = text(arguments, 1, "96,224").split(",", -1);
        int batch = number(arguments, 2, 32);
        int threads = number(arguments, 3, 2);
        int epochs = number(arguments, 4, 8);
        int photos = number(arguments, 5, 384);
        Path folder = Files.createTempDirectory("konkyo-bench");
        try {
            Dataset data = photos(folder.resolve("photos"), photos / 2);
            Setting small = new Setting("patchnet30", Integer.parseInt(sizes[0]), batch, threads, photos);
            trained(small, small.start(data), data, folder, Math.ceilDiv(WARM_UP, photos), TrainingListener.SILENT);
            for (String network : networks) {
                for (String size : sizes) {
                    measure(new Setting(network, Integer.parseInt(size), batch, threads, photos), data, epochs, folder);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static String text(String[] arguments, int index, String missing) {
        return arguments.length > index ? arguments[index] : missing;
    }

    private static int number(String[] arguments, int index, int missing) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : missing;
    }

    private static void measure(Setting setting, Dataset data, int epochs, Path folder) throws IOException {
        System.out.printf(
                "%s at %d x %d, batch %d, %d threads%n",
                setting.network, setting.size, setting.size, setting.batch, setting.threads);
        TrainingStart start = setting.start(data);
        try (ReadyTensors ready = new ReadyTensors(start, setting.batch, setting.threads)) {
            Measuring measuring = new Measuring(ready, setting.photos / setting.batch);
            trained(setting, start, data, folder, epochs + 1, measuring);
            measuring.print();
        }
    }

    private static void trained(
            Setting setting, TrainingStart start, Dataset data, Path folder, int epochs, TrainingListener listener)
            throws IOException {
        Path run = folder.resolve("run");
        new Trainer(setting.plan(epochs), start, data, new RunFolder(run), listener).train();
        delete(run);
    }

    /** Measures ready tensors between the epochs of a training. */
    private static final class Measuring implements TrainingListener {
        /** Until the batches that a training prepares ahead for its next epoch are ready. */
        private static final int SETTLED = 200;

        private final ReadyTensors ready;
        private final int steps;
        private final List<EpochResult> epochs = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private double before;

        Measuring(ReadyTensors ready, int steps) {
            this.ready = ready;
            this.steps = steps;
        }

        @Override
        public void epoch(EpochResult result) {
            settle();
            double after = ready.imagesPerSecond(steps);
            epochs.add(result);
            if (epochs.size() > 1) {
                // Each block has as many steps, so that rates average harmonically.
                double reached = 2 / (1 / before + 1 / after);
                shares.add(result.imagesPerSecond() / reached);
                print(result, reached);
            }
            before = after;
        }

        private static void settle() {
            try {
                Thread.sleep(SETTLED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Seconds of the loading threads beside those of the training thread. */
        private void print(EpochResult result, double reached) {
            EpochTimes times = result.times();
            System.out.printf(
                    Locale.ROOT,
                    "  %.0f images/s of %.0f with ready tensors, %.3f; waited %.1f %%; decode %.2f s and augment %.2f s beside"
                            + " forward %.2f s, backward %.2f s, update %.2f s%n",
                    result.imagesPerSecond(),
                    reached,
                    shares.getLast(),
                    100 * result.waiting(),
                    times.decode(),
                    times.augment(),
                    times.forward(),
                    times.backward(),
                    times.update());
        }

        void print() {
            EpochResult first = epochs.getFirst();
            double[] all = shares.stream().mapToDouble(Double::doubleValue).toArray();
            System.out.printf(
                    Locale.ROOT,
                    "  mean %.3f, standard error %.3f, median %.3f, quartiles %.3f and %.3f of %d epochs; the first epoch, which"
                            + " decodes: %.0f images/s, decode %.2f s, waited %.1f %%%n",
                    Rounds.mean(all),
                    Rounds.standardError(all),
                    Rounds.median(all),
                    Rounds.quantile(0.25, all),
                    Rounds.quantile(0.75, all),
                    all.length,
                    first.imagesPerSecond(),
                    first.times().decode(),
                    100 * first.waiting());
        }
    }

    private static Dataset photos(Path folder, int perClass) throws IOException {
        Random random = new Random(1);
        for (String label : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(label));
            for (int i = 0; i < perClass; i++) {
                byte[] rgb = new byte[3 * 480 * 640];
                double wave = 5 + 20 * random.nextDouble();
                for (int k = 0; k < rgb.length; k++) {
                    rgb[k] = (byte) (128 + 60 * Math.sin(k / 3 % 640 / wave) + 8 * random.nextGaussian());
                }
                PhotoWriter.writeJpeg(new Image(480, 640, rgb), folder.resolve(label + "/" + i + ".jpg"), 90);
            }
        }
        return new Split(0, 1).apply(DatasetReader.standard().read(folder));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
