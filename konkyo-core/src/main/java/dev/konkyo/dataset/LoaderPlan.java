package dev.konkyo.dataset;

import dev.konkyo.image.augment.AugmentationPolicy;

/**
 * How batches are made. Threads, depth and cache change only how fast they come, never what is in them.
 *
 * @param batch samples of a batch
 * @param remainder what becomes of the samples that do not fill the last batch
 * @param sampler which samples an epoch shows
 * @param augmentation the random changes
 * @param seed of the order and the changes
 * @param threads photos that are prepared at the same time
 * @param ahead batches that are prepared before they are asked for
 * @param cacheBytes decoded photos are kept up to this size in all; 0 keeps none
 * @param epochs epochs in all; nothing is prepared beyond the last
 */
public record LoaderPlan(
        int batch,
        Remainder remainder,
        Sampler sampler,
        AugmentationPolicy augmentation,
        long seed,
        int threads,
        int ahead,
        long cacheBytes,
        int epochs) {
    /** Half a gigabyte: about 2,000 photos at a network's input of 224. */
    private static final long CACHE_BYTES = 512L << 20;

    /** What becomes of the samples that do not fill the last batch. */
    public enum Remainder {
        /** The last batch is smaller. */
        KEEP,
        /**
         * They are left out, since batch statistics of a few samples are poor; but not beside fewer than two whole batches, where they may be
         * half of all samples. A single sample beside a whole batch is left out too.
         */
        DROP
    }

    public LoaderPlan {
        if (batch < 1 || threads < 1 || ahead < 1 || cacheBytes < 0 || epochs < 1) {
            throw new IllegalArgumentException(
                    "a loader needs a batch, threads, batches ahead and epochs of at least 1 and a"
                            + " cache of at least 0 bytes, got " + batch + ", " + threads + ", " + ahead + ", " + epochs
                            + " and "
                            + cacheBytes);
        }
    }

    /** Every sample once an epoch in random order, whole batches, two of them prepared ahead by one thread. */
    public static LoaderPlan training(int batch, AugmentationPolicy augmentation, long seed, int epochs) {
        return new LoaderPlan(
                batch, Remainder.DROP, new Sampler.Shuffled(), augmentation, seed, 1, 2, CACHE_BYTES, epochs);
    }

    /** Every sample once an epoch in the data set's order, as it is. */
    public static LoaderPlan evaluation(int batch, int epochs) {
        return new LoaderPlan(
                batch,
                Remainder.KEEP,
                new Sampler.InOrder(),
                AugmentationPolicy.none(),
                0,
                1,
                2,
                epochs == 1 ? 0 : CACHE_BYTES,
                epochs);
    }

    public LoaderPlan with(Sampler other) {
        return new LoaderPlan(batch, remainder, other, augmentation, seed, threads, ahead, cacheBytes, epochs);
    }

    public LoaderPlan withThreads(int other) {
        return new LoaderPlan(batch, remainder, sampler, augmentation, seed, other, ahead, cacheBytes, epochs);
    }

    public LoaderPlan withCache(long bytes) {
        return new LoaderPlan(batch, remainder, sampler, augmentation, seed, threads, ahead, bytes, epochs);
    }

    public LoaderPlan with(Remainder other) {
        return new LoaderPlan(batch, other, sampler, augmentation, seed, threads, ahead, cacheBytes, epochs);
    }
}
