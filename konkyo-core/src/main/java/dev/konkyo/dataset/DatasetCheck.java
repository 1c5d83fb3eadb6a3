package dev.konkyo.dataset;

import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens every photo of a data set before the work begins, and moves those that cannot be used to the skipped files.
 *
 * @param depth how much of each photo is read
 * @param threads photos that are read at the same time, at least 1
 */
public record DatasetCheck(PhotoReader reader, Depth depth, int threads) {
    /** How much of a photo is read. */
    public enum Depth {
        /** The file and its structure: finds empty, truncated, huge and foreign files. */
        STRUCTURE,
        /** Also the pixels: finds the rest, at the price of decoding everything. */
        PIXELS
    }

    public DatasetCheck {
        if (threads < 1) {
            throw new IllegalArgumentException("a check needs at least one thread, got " + threads);
        }
    }

    /** The data set without the photos that cannot be used; its order stays. */
    public Dataset apply(Dataset data) {
        List<Sample> good = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>(data.skipped());
        List<Optional<String>> reasons = reasons(data.samples());
        for (int i = 0; i < reasons.size(); i++) {
            Sample sample = data.samples().get(i);
            reasons.get(i)
                    .ifPresentOrElse(
                            reason -> skipped.add(new Skipped(sample.photo(), reason)), () -> good.add(sample));
        }
        return new Dataset(data.folder(), data.labels(), good, skipped, data.warnings());
    }

    private List<Optional<String>> reasons(List<Sample> samples) {
        List<Callable<Optional<String>>> checks = samples.stream()
                .<Callable<Optional<String>>>map(sample -> () -> reason(sample))
                .toList();
        List<Optional<String>> reasons = new ArrayList<>();
        try (ExecutorService threadPool = Executors.newFixedThreadPool(threads)) {
            for (Future<Optional<String>> check : threadPool.invokeAll(checks)) {
                reasons.add(check.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("the check of the photos was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a photo's check failed", e.getCause());
        }
        return reasons;
    }

    private Optional<String> reason(Sample sample) {
        try {
            switch (depth) {
                case STRUCTURE -> reader.header(reader.bytes(sample.photo()));
                case PIXELS -> reader.read(sample.photo(), 1);
            }
            return Optional.empty();
        } catch (UnreadablePhotoException e) {
            return Optional.of(e.reason());
        }
    }
}
