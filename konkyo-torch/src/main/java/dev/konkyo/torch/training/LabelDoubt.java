package dev.konkyo.torch.training;

import java.util.List;

/**
 * Finds labels that may be wrong. A class's threshold is the mean probability that it has in the photos that bear its label; a photo is
 * doubted when another class reaches its threshold and is the likeliest of all (Northcutt et al. 2021, "Confident Learning: Estimating
 * Uncertainty in Dataset Labels", eq. 1 and 2, for labels that the model contradicts). Classes that the model is unsure of anyway thus
 * accuse no photo. Nothing is doubted below a probability of 0.7, so that a model that has not learnt yet accuses none either.
 */
final class LabelDoubt {
    private static final double SURE = 0.7;

    private final double[] thresholds;

    private LabelDoubt(double[] thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Thresholds from photos.
     *
     * @param logarithms of the probabilities of all classes, for each photo
     * @param labels of each photo
     */
    static LabelDoubt of(List<double[]> logarithms, int[] labels, int classes) {
        double[] sums = new double[classes];
        int[] photos = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            sums[labels[i]] += Math.exp(logarithms.get(i)[labels[i]]);
            photos[labels[i]]++;
        }
        for (int label = 0; label < classes; label++) {
            // A class that no photo bears has nothing to be compared with.
            sums[label] = photos[label] == 0 ? Double.POSITIVE_INFINITY : sums[label] / photos[label];
        }
        return new LabelDoubt(sums);
    }

    /** Whether a photo's label is doubtful. */
    boolean of(double[] logarithms, int label) {
        int seen = highest(logarithms);
        return seen != label && Math.exp(logarithms[seen]) >= Math.max(SURE, thresholds[seen]);
    }

    /** The index of the highest number. */
    static int highest(double[] numbers) {
        int highest = 0;
        for (int i = 1; i < numbers.length; i++) {
            highest = numbers[i] > numbers[highest] ? i : highest;
        }
        return highest;
    }
}
