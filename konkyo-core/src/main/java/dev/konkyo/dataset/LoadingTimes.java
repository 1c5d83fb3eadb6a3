package dev.konkyo.dataset;

/**
 * How long a loader's threads have worked so far, in nanoseconds, summed over the threads.
 *
 * @param decode reading, decoding and scaling photos; little for those that are kept
 * @param augment changing photos at random and normalising them
 */
public record LoadingTimes(long decode, long augment) {}
