package dev.konkyo.app.demo;

import dev.konkyo.image.PhotoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Writes rendered photos as a data set of class folders: {@code train/ok}, {@code train/ng}, {@code test/ok}, {@code test/ng}, and
 * for each defective photo {@code ground_truth/ng/<stem>_mask.png}, white where the defect is. The files are the same for the same
 * seed, however many threads render.
 *
 * @param renderer what the photos show
 * @param format how the photos are stored; the masks are always PNG
 * @param threads how many photos are rendered at once
 * @param progress told the number of photos written so far, from any thread
 */
public record PartsDataset(PartRenderer renderer, Format format, int threads, IntConsumer progress) {
    public PartsDataset {
        if (threads < 1) {
            throw new IllegalArgumentException("rendering needs at least 1 thread, got " + threads);
        }
    }

    /** Renders on every processor. */
    public PartsDataset(PartRenderer renderer, Format format, IntConsumer progress) {
        this(renderer, format, Runtime.getRuntime().availableProcessors(), progress);
    }

    /** How a photo is stored. */
    public enum Format {
        JPEG("jpg"),
        PNG("png");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }
    }

    /** One part to be photographed in each of some conditions. */
    private record Order(String split, List<Condition> conditions, int number, long seed) {
        List<RenderedPart> rendered(PartRenderer renderer) {
            return conditions.size() == 1
                    ? List.of(renderer.render(new SplittableRandom(seed), conditions.getFirst()))
                    : renderer.matched(seed);
        }

        String stem(Condition condition) {
            return "%s_%s_%04d".formatted(split, condition.label(), number);
        }
    }

    /**
     * Writes the data set; files of these names are replaced.
     *
     * @param folder where the class folders go; made if missing
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if a number of photos is negative
     */
    public void write(Path folder, int okTrain, int ngTrain, int okTest, int ngTest, long seed) throws IOException {
        var seeds = new SplittableRandom(seed);
        List<Order> orders = new ArrayList<>();
        order(orders, "train", List.of(Condition.OK), okTrain, seeds);
        order(orders, "train", List.of(Condition.NG), ngTrain, seeds);
        order(orders, "test", List.of(Condition.OK), okTest, seeds);
        order(orders, "test", List.of(Condition.NG), ngTest, seeds);
        writeAll(folder, orders);
    }

    /**
     * Writes a data set whose training photos are matched: {@code train_ok_0007} shows the part of {@code train_ng_0007} before it was
     * damaged, in the same place and light. The parts of {@code val} and {@code test} are photographed once, sound or damaged.
     * Files of these names are replaced.
     *
     * @param folder where the class folders go; made if missing
     * @param train photos of each class, as {@code validation} and {@code test}
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if a number of photos is negative
     */
    public void writeMatched(Path folder, int train, int validation, int test, long seed) throws IOException {
        var seeds = new SplittableRandom(seed);
        List<Order> orders = new ArrayList<>();
        order(orders, "train", List.of(Condition.values()), train, new SplittableRandom(seeds.nextLong()));
        for (Condition condition : Condition.values()) {
            order(orders, "val", List.of(condition), validation, seeds);
            order(orders, "test", List.of(condition), test, seeds);
        }
        writeAll(folder, orders);
    }

    private static void order(
            List<Order> orders, String split, List<Condition> conditions, int photos, SplittableRandom seeds) {
        if (photos < 0) {
            throw new IllegalArgumentException("expected 0 or more photos for " + split + "/"
                    + conditions.getFirst().label() + ", got " + photos);
        }
        // A stream of its own per folder, so that one more photo here leaves the other folders as they are.
        SplittableRandom own = seeds.split();
        for (int number = 0; number < photos; number++) {
            orders.add(new Order(split, conditions, number, own.nextLong()));
        }
    }

    private void writeAll(Path folder, List<Order> orders) throws IOException {
        for (Order order : orders) {
            for (Condition condition : order.conditions()) {
                Files.createDirectories(classFolder(folder, order, condition));
            }
        }
        Files.createDirectories(folder.resolve("ground_truth", Condition.NG.label()));
        AtomicInteger written = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (Order order : orders) {
                running.add(pool.submit(() -> {
                    for (RenderedPart part : order.rendered(renderer)) {
                        write(part, folder, order);
                        progress.accept(written.incrementAndGet());
                    }
                }));
            }
            try {
                for (Future<?> photo : running) {
                    photo.get();
                }
            } catch (ExecutionException failure) {
                pool.shutdownNow();
                throw cause(failure);
            } catch (InterruptedException stopped) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("stopped while rendering photos to " + folder, stopped);
            }
        }
    }

    private static IOException cause(ExecutionException failure) {
        return switch (failure.getCause()) {
            case UncheckedIOException file -> new IOException(file.getMessage(), file);
            case RuntimeException bug -> throw bug;
            case Error fatal -> throw fatal;
            case null, default -> new IOException(failure);
        };
    }

    private void write(RenderedPart part, Path folder, Order order) {
        Condition condition = part.condition();
        Path photo = classFolder(folder, order, condition).resolve(order.stem(condition) + "." + format.extension);
        try {
            switch (format) {
                case JPEG -> PhotoWriter.writeJpeg(part.photo(), photo, 95, PhotoWriter.Chroma.FULL);
                case PNG -> PhotoWriter.writePng(part.photo(), photo);
            }
            if (condition == Condition.NG) {
                PhotoWriter.writePng(
                        part.mask(),
                        folder.resolve("ground_truth", condition.label(), order.stem(condition) + "_mask.png"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path classFolder(Path folder, Order order, Condition condition) {
        return folder.resolve(order.split(), condition.label());
    }
}
