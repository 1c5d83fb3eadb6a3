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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Training runs on photos that the program draws itself, 640 x 480 JPEG, beside the same network, loss and optimiser on a batch that lies
 * ready in memory, before and after each. The first epoch decodes the photos and is told apart; the later ones count together, as an epoch
 * of seconds is much at the mercy of what else the machine does. The median of the ratios is what the workflow keeps of the engine's own
 * speed. Arguments: networks, input sizes, batch, engine threads, rounds, photos; by default mobilenet_v2,squeezenet1_1,resnet50 96,224 32 2 3 384.
 */
public final class TrainingSpeed {
    private static final int EPOCHS = 5;

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

        /** Images per second with tensors that lie ready. */
        double ready(TrainingStart start) {
            return ReadyTensors.imagesPerSecond(start, batch, threads, photos / batch);
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
        int rounds = number(arguments, 4, 3);
        int photos = number(arguments, 5, 384);
        Path folder = Files.createTempDirectory("konkyo-bench");
        try {
            Dataset data = photos(folder.resolve("photos"), photos / 2);
            Setting small = new Setting("patchnet30", Integer.parseInt(sizes[0]), batch, threads, photos);
            trained(small, small.start(data), data, folder, Math.ceilDiv(WARM_UP, photos));
            for (String network : networks) {
                for (String size : sizes) {
                    measure(new Setting(network, Integer.parseInt(size), batch, threads, photos), data, rounds, folder);
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

    private static void measure(Setting setting, Dataset data, int rounds, Path folder) throws IOException {
        System.out.printf(
                "%s at %d x %d, batch %d, %d threads%n",
                setting.network, setting.size, setting.size, setting.batch, setting.threads);
        double[] ratios = new double[rounds];
        TrainingStart start = setting.start(data);
        double before = setting.ready(start);
        for (int round = 0; round < rounds; round++) {
            List<EpochResult> epochs = trained(setting, start, data, folder, EPOCHS);
            // A shared machine's speed drifts: what it was before and after stands for what it was meanwhile.
            double after = setting.ready(start);
            double ready = (before + after) / 2;
            before = after;
            Later later = Later.of(epochs.subList(1, epochs.size()));
            ratios[round] = later.imagesPerSecond / ready;
            print(epochs.getFirst(), later, ready, ratios[round]);
        }
        System.out.printf(Locale.ROOT, "  median ratio %.3f of %d rounds%n", Rounds.median(ratios), rounds);
    }

    private static List<EpochResult> trained(
            Setting setting, TrainingStart start, Dataset data, Path folder, int epochs) throws IOException {
        Path run = folder.resolve("run");
        List<EpochResult> trained = new Trainer(
                        setting.plan(epochs), start, data, new RunFolder(run), TrainingListener.SILENT)
                .train()
                .epochs();
        delete(run);
        return trained;
    }

    /**
     * The epochs after the first together.
     *
     * @param waiting share of the time, in [0, 1]
     */
    private record Later(double imagesPerSecond, double waiting, EpochTimes times) {
        /** Each epoch has as many photos, so that rates average harmonically. */
        static Later of(List<EpochResult> epochs) {
            double seconds = mean(epochs, epoch -> 1 / epoch.imagesPerSecond());
            double waited = mean(epochs, epoch -> epoch.waiting() / epoch.imagesPerSecond());
            return new Later(
                    1 / seconds,
                    waited / seconds,
                    new EpochTimes(
                            mean(epochs, epoch -> epoch.times().decode()),
                            mean(epochs, epoch -> epoch.times().augment()),
                            mean(epochs, epoch -> epoch.times().forward()),
                            mean(epochs, epoch -> epoch.times().backward()),
                            mean(epochs, epoch -> epoch.times().update())));
        }

        private static double mean(List<EpochResult> epochs, ToDoubleFunction<EpochResult> of) {
            return epochs.stream().mapToDouble(of).average().orElse(Double.NaN);
        }
    }

    /** The first epoch decodes every photo; in later ones they are kept decoded. */
    private static void print(EpochResult first, Later later, double ready, double ratio) {
        EpochTimes times = later.times;
        System.out.printf(
                Locale.ROOT,
                "  %.0f images/s of %.0f with ready tensors, ratio %.3f, waited %.1f %%; seconds an epoch: decode %.2f and augment %.2f"
                        + " beside forward %.2f, backward %.2f, update %.2f; first epoch: %.0f images/s, decode %.2f s, waited %.1f %%%n",
                later.imagesPerSecond,
                ready,
                ratio,
                100 * later.waiting,
                times.decode(),
                times.augment(),
                times.forward(),
                times.backward(),
                times.update(),
                first.imagesPerSecond(),
                first.times().decode(),
                100 * first.waiting());
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
