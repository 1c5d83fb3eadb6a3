package dev.konkyo.torch.training;

/**
 * How a network that has been trained before is adapted.
 *
 * @param frozenEpochs first epochs in which only the new head learns
 * @param backboneFactor learning rate of everything but the head, as a share of the head's, in (0, 1]
 * @param frozenStatistics whether batch normalisation keeps the running statistics that it came with, which suits a few dozen photos
 */
public record FineTuning(int frozenEpochs, double backboneFactor, boolean frozenStatistics) {
    public FineTuning {
        if (frozenEpochs < 0 || !(backboneFactor > 0 && backboneFactor <= 1)) {
            throw new IllegalArgumentException(
                    "fine-tuning needs frozen epochs >= 0 and a backbone factor in (0, 1], got " + frozenEpochs
                            + " and " + backboneFactor);
        }
    }

    /** Nothing is frozen: training from scratch. */
    public static FineTuning none() {
        return new FineTuning(0, 1, false);
    }
}
