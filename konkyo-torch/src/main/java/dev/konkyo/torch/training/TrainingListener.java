package dev.konkyo.torch.training;

/** Hears of a training run's progress and may end it early. Called on the training thread. */
public interface TrainingListener {
    /** Hears nothing and never stops. */
    TrainingListener SILENT = new TrainingListener() {};

    /** After every training step. */
    default void step(Progress progress) {}

    /** After every epoch. */
    default void epoch(EpochResult result) {}

    /**
     * Before a run of a cross-validation.
     *
     * @param fold from 1; 0 before the last run, on all photos
     */
    default void fold(int fold, int folds) {}

    /** A sentence for the user: something that is worth knowing and not an error. */
    default void note(String sentence) {}

    /** Whether to stop after the current step; the best model so far is kept. */
    default boolean stop() {
        return false;
    }

    /**
     * Where a run stands.
     *
     * @param epoch from 1
     * @param steps done in this epoch
     * @param stepsPerEpoch of the whole epoch
     * @param loss mean of this epoch so far
     * @param accuracy of this epoch so far, in [0, 1]
     * @param imagesPerSecond of this epoch so far
     */
    record Progress(
            int epoch,
            int epochs,
            int steps,
            int stepsPerEpoch,
            double loss,
            double accuracy,
            double imagesPerSecond) {}
}
