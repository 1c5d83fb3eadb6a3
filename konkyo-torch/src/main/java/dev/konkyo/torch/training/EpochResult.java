package dev.konkyo.torch.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param times where the training part's time went
 * @param cosines of the embeddings; null for heads without any
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
        double seconds,
        EpochTimes times,
        @Nullable Cosines cosines) {
    /** The numbers of an epoch without embeddings. */
    public EpochResult(
            int epoch,
            double rate,
            double trainingLoss,
            double trainingAccuracy,
            double validationLoss,
            double validationAccuracy,
            double imagesPerSecond,
            double waiting,
            double seconds,
            EpochTimes times) {
        this(
                epoch,
                rate,
                trainingLoss,
                trainingAccuracy,
                validationLoss,
                validationAccuracy,
                imagesPerSecond,
                waiting,
                seconds,
                times,
                null);
    }

    /**
     * Whether this epoch's model is to be preferred to that of an earlier one: higher validation accuracy, then lower validation loss.
     * Without validation photos the later one is: its training loss says nothing about new photos.
     */
    boolean betterThan(EpochResult earlier) {
        if (Double.isNaN(validationAccuracy)) {
            return true;
        }
        return validationAccuracy > earlier.validationAccuracy
                || (validationAccuracy == earlier.validationAccuracy && validationLoss < earlier.validationLoss);
    }

    /** The same epoch with the validation numbers of the model that was kept, which its last changes may have changed. */
    EpochResult validated(double loss, double accuracy) {
        return new EpochResult(
                epoch,
                rate,
                trainingLoss,
                trainingAccuracy,
                loss,
                accuracy,
                imagesPerSecond,
                waiting,
                seconds,
                times,
                cosines);
    }

    /** The epoch whose model is kept. */
    static EpochResult best(List<EpochResult> epochs) {
        return epochs.stream().reduce((a, b) -> b.betterThan(a) ? b : a).orElseThrow();
    }
}
