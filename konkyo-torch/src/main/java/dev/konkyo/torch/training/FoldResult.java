package dev.konkyo.torch.training;

import java.util.List;

/**
 * How well one fold's model does on the photos that were held back from it.
 *
 * @param fold from 1
 * @param epochs that were trained
 * @param best the epoch whose model was kept
 */
public record FoldResult(int fold, int epochs, EpochResult best) {
    /** Mean of the folds' validation accuracies. */
    public static double mean(List<FoldResult> folds) {
        return folds.stream()
                .mapToDouble(fold -> fold.best.validationAccuracy())
                .average()
                .orElse(Double.NaN);
    }

    /** Standard deviation of the folds' validation accuracies, as of a sample: over n - 1. */
    public static double deviation(List<FoldResult> folds) {
        double mean = mean(folds);
        double squares = folds.stream()
                .mapToDouble(fold -> Math.pow(fold.best.validationAccuracy() - mean, 2))
                .sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }

    /** The median of the best epochs; of two in the middle the earlier. */
    public static int medianEpoch(List<FoldResult> folds) {
        List<Integer> epochs =
                folds.stream().map(fold -> fold.best.epoch()).sorted().toList();
        return epochs.get((epochs.size() - 1) / 2);
    }
}
