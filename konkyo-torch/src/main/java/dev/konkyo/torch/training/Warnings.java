package dev.konkyo.torch.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the epochs so far say against a training, each sentence once.
 *
 * @param plan of the training
 * @param taught whether teachers add to the loss
 * @param classes how many there are
 */
record Warnings(TrainingPlan plan, boolean taught, int classes) {
    /** So near to the loss of guessing no class has been told from another. */
    private static final double GUESSED = 0.99;

    /** What is to be said after the last of these epochs. */
    Stream<String> after(List<EpochResult> epochs) {
        return Stream.concat(collapse(epochs), guessing(epochs));
    }

    /** Embeddings may lie close together at first; that they still do later, or at the end of a short run, is said once. */
    private Stream<String> collapse(List<EpochResult> epochs) {
        int last = epochs.size();
        int first = Math.min(plan.fineTuning().frozenEpochs() + 1, ends(epochs) ? last - 1 : last);
        long collapsed = epochs.stream().skip(first).filter(Warnings::collapsed).count();
        Cosines cosines = epochs.getLast().cosines();
        if (cosines == null || !cosines.collapsed() || collapsed != 1) {
            return Stream.of();
        }
        return Stream.of(String.format(
                Locale.ROOT,
                "embeddings collapse: photos of different classes have a mean cosine of %.3f after epoch %d; "
                        + "try a lower rate, a smaller margin or another head",
                cosines.offClass(),
                last));
    }

    private static boolean collapsed(EpochResult epoch) {
        Cosines cosines = epoch.cosines();
        return cosines != null && cosines.collapsed();
    }

    /** The cross-entropy of equal scores is the logarithm of the number of classes, with smoothed labels too. */
    private Stream<String> guessing(List<EpochResult> epochs) {
        double loss = epochs.getLast().trainingLoss();
        double guess = Math.log(classes);
        boolean comparable = plan.objective() instanceof Objective.CrossEntropy && !taught;
        if (!comparable || !ends(epochs) || loss < GUESSED * guess) {
            return Stream.of();
        }
        return Stream.of(String.format(
                Locale.ROOT,
                "nothing was learnt: the loss of the last epoch, %.4f, is not a hundredth below that of guessing among %d classes (%.4f); "
                        + "try a lower rate, more epochs, or weights that were trained before",
                loss,
                classes,
                guess));
    }

    private boolean ends(List<EpochResult> epochs) {
        return epochs.size() == plan.course().epochs() || plan.course().exhausted(epochs);
    }
}
