package dev.konkyo.torch.training;

/**
 * Where the time of an epoch's training part went, in seconds. Loading threads decode and augment beside the other three, so that the sum
 * may exceed the epoch's own time.
 *
 * @param decode reading and decoding photos, over all loading threads
 * @param augment changing them at random and normalising them, over all loading threads
 * @param forward computing scores and loss
 * @param backward computing gradients
 * @param update changing parameters, clipping and averaging among it
 */
public record EpochTimes(double decode, double augment, double forward, double backward, double update) {}
