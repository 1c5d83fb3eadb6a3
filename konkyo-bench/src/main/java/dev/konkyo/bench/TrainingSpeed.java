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
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A whole training run on photos that it draws itself, 640 × 480 JPEG: images per second of each epoch, the share of the time in which the
 * step waited for photos, and where the time went. Arguments: network, input size, batch, engine threads, epochs; by default mobilenet_v2 96 32 2 5.
 */
public final class TrainingSpeed {
    private static final int PHOTOS_PER_CLASS = 192;

    private TrainingSpeed() {}

    public static void main(String[] arguments) throws IOException {
        String network = arguments.length > 0 ? arguments[0] : "mobilenet_v2";
        int size = number(arguments, 1, 96);
        int batch = number(arguments, 2, 32);
        int threads = number(arguments, 3, 2);
        int epochs = number(arguments, 4, 5);
        Path folder = Files.createTempDirectory("konkyo-bench");
        try {
            train(network, size, batch, threads, epochs, folder);
        } finally {
            delete(folder);
        }
    }

    private static int number(String[] arguments, int index, int missing) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : missing;
    }

    private static void train(String network, int size, int batch, int threads, int epochs, Path folder)
            throws IOException {
        Dataset data = photos(folder.resolve("photos"));
        TrainingStart start = new StartingPoint.Scratch(Networks.named(network), PaddingStyle.SYMMETRIC)
                .prepare(data.labels(), Preprocessing.stretched(size, size), 1)
                .start();
        TrainingPlan plan = TrainingPlan.standard(1)
                .with(Course.of(epochs, batch))
                .with(new Optimization.Sgd(0.01, 0.9, 1e-4))
                .with(new Schedule.Constant())
                .with(Objective.crossEntropy(0))
                .with(new Presentation(new Sampler.Shuffled(), AugmentationPolicy.light()))
                .with(Computation.standard().withThreads(threads));
        System.out.printf("%s %dx%d, batch %d, %d threads%n", network, size, size, batch, threads);
        new Trainer(plan, start, data, new RunFolder(folder.resolve("run")), new Printed()).train();
    }

    private static final class Printed implements TrainingListener {
        @Override
        public void epoch(EpochResult result) {
            System.out.printf(
                    Locale.ROOT,
                    "epoch %d: %.0f images/s, waited %.1f %% of the time; seconds: decode %.2f and augment %.2f beside"
                            + " forward %.2f, backward %.2f, update %.2f%n",
                    result.epoch(),
                    result.imagesPerSecond(),
                    100 * result.waiting(),
                    result.times().decode(),
                    result.times().augment(),
                    result.times().forward(),
                    result.times().backward(),
                    result.times().update());
        }
    }

    private static Dataset photos(Path folder) throws IOException {
        Random random = new Random(1);
        for (String label : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(label));
            for (int i = 0; i < PHOTOS_PER_CLASS; i++) {
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
