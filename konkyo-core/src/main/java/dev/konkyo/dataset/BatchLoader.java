package dev.konkyo.dataset;

import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches in background threads while the training step works on earlier ones. The same plan gives the same batches,
 * whatever the number of threads. A photo that turns out unreadable is left out of its batch and listed. Used by one thread at a
 * time.
 */
public final class BatchLoader implements AutoCloseable {
    private final BatchMaker maker;
    private final LoaderPlan plan;
    private final ExecutorService threads;
    /** Batches under way, in the order in which they will be asked for. */
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    private final PhotoCache photos;
    private int nextEpoch;
    private int nextBatch;
    private int @Nullable [] nextOrder;
    private long waited;

    private record Pending(int epoch, int number, Future<Optional<Batch>> batch) {}

    /**
     * A loader of some samples; nothing is read before an epoch is asked for.
     *
     * @throws IllegalArgumentException if there are no samples
     */
    public BatchLoader(List<Sample> samples, Preprocessing preprocessing, PhotoReader reader, LoaderPlan plan) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a loader needs samples, got none");
        }
        this.photos = new PhotoCache(List.copyOf(samples), preprocessing, reader, plan.cacheBytes());
        this.maker = new BatchMaker(List.copyOf(samples), preprocessing, plan, photos);
        this.plan = plan;
        this.threads = Executors.newFixedThreadPool(
                plan.threads(), Thread.ofPlatform().daemon().name("photos-", 0).factory());
    }

    /** Batches of one epoch; fewer come if all photos of a batch are unreadable. */
    public int batchesPerEpoch() {
        return maker.batchesPerEpoch();
    }

    /**
     * The batches of one epoch, once through. Towards its end the next epoch's first batches are prepared already; asking for
     * another epoch than the next throws that work away.
     *
     * @param epoch in [0, epochs)
     */
    public Iterable<Batch> epoch(int epoch) {
        if (epoch < 0 || epoch >= plan.epochs()) {
            throw new IllegalArgumentException("an epoch lies in [0, " + plan.epochs() + ") as planned, got " + epoch);
        }
        return () -> {
            start(epoch);
            return new EpochBatches(epoch);
        };
    }

    private void start(int epoch) {
        Pending first = pending.peekFirst();
        if (first == null || first.epoch != epoch || first.number != 0) {
            cancelPending();
            nextEpoch = epoch;
            nextBatch = 0;
            nextOrder = null;
        }
        prepare();
    }

    /** Lets a photo that is being read be finished: an interrupted read would pass for an unreadable photo. */
    private void cancelPending() {
        pending.forEach(batch -> batch.batch.cancel(false));
        pending.clear();
    }

    /** Keeps as many batches under way as planned, on into the next epoch. */
    private void prepare() {
        while (pending.size() < plan.ahead() && nextEpoch < plan.epochs()) {
            int epoch = nextEpoch;
            int number = nextBatch;
            int[] order = nextOrder == null ? maker.order(epoch) : nextOrder;
            pending.addLast(new Pending(epoch, number, threads.submit(() -> maker.batch(epoch, order, number))));
            boolean last = number + 1 == maker.batchesPerEpoch();
            nextEpoch = last ? epoch + 1 : epoch;
            nextBatch = last ? 0 : number + 1;
            nextOrder = last ? null : order;
        }
    }

    private final class EpochBatches implements Iterator<Batch> {
        private final int epoch;
        private int taken;
        private Optional<Batch> upcoming = Optional.empty();

        EpochBatches(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public boolean hasNext() {
            while (upcoming.isEmpty() && taken < maker.batchesPerEpoch()) {
                upcoming = take(epoch, taken++);
            }
            return upcoming.isPresent();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("epoch " + epoch + " has no more batches");
            }
            Batch batch = upcoming.orElseThrow();
            upcoming = Optional.empty();
            return batch;
        }
    }

    private Optional<Batch> take(int epoch, int number) {
        Pending first = pending.pollFirst();
        if (first == null || first.epoch != epoch || first.number != number) {
            throw new IllegalStateException("batch " + number + " of epoch " + epoch
                    + " was asked for out of order; another epoch was begun meanwhile");
        }
        prepare();
        long start = System.nanoTime();
        try {
            return first.batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "batch " + number + " of epoch " + epoch + " could not be made: " + e.getCause(), e.getCause());
        } finally {
            waited += System.nanoTime() - start;
        }
    }

    /** Nanoseconds that were spent waiting for batches, in all epochs so far. */
    public long waited() {
        return waited;
    }

    /** How long the background threads have worked so far. */
    public LoadingTimes times() {
        return maker.times();
    }

    /** Photos that could not be read so far, in the order of the samples. */
    public List<Skipped> skipped() {
        return maker.skipped();
    }

    /** How many decoded photos are kept. */
    int cached() {
        return photos.size();
    }

    /** Ends the threads after the photos that they are at; batches under way are thrown away. */
    @Override
    public void close() {
        cancelPending();
        threads.shutdown();
    }
}
