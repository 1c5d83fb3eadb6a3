package dev.konkyo.torch.training;

/**
 * The numbers of one epoch.
 *
 * @param epoch from 1
 * @param rate learning rate of its last step
 * @param trainingLoss mean over the epoch's photos as they were seen, augmented
 * @param trainingAccuracy of the same, in [0, 1]
 * @param validationLoss mean over the validation photos; NaN without any
 * @param validationAccuracy in [0, 1]; NaN without validation photos
 * @param imagesPerSecond of the training part
 * @param waiting share of the training part's time in which the step waited for photos, in [0, 1]
 * @param seconds the whole epoch took
 */
public record EpochResult(
        int epoch,
        double rate,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        double imagesPerSecond,
        double waiting,
        double seconds) {
    /** Whether this epoch's model is to be preferred: higher validation accuracy, then lower validation loss. */
    boolean betterThan(EpochResult other) {
        if (Double.isNaN(validationAccuracy)) {
            return trainingLoss < other.trainingLoss;
        }
        return validationAccuracy > other.validationAccuracy
                || (validationAccuracy == other.validationAccuracy && validationLoss < other.validationLoss);
    }
}
