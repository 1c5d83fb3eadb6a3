package dev.konkyo.torch;

/** How a network computes where training and use differ. */
public enum Mode {
    /** Batch normalisation uses the batch's statistics and updates the running ones; dropout drops. */
    TRAINING,
    /** Dropout drops, but batch normalisation keeps to its running statistics: for data sets too small to estimate new ones. */
    TRAINING_FROZEN_STATISTICS,
    /** Batch normalisation as in training, without dropout: to measure its statistics. */
    BATCH_STATISTICS,
    /** Running statistics, no dropout. */
    EVALUATION;

    boolean dropout() {
        return this == TRAINING || this == TRAINING_FROZEN_STATISTICS;
    }

    boolean batchStatistics() {
        return this == TRAINING || this == BATCH_STATISTICS;
    }
}
