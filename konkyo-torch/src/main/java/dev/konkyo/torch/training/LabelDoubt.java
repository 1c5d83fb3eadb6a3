package dev.konkyo.torch.training;

import dev.konkyo.model.WilsonInterval;
import java.util.Arrays;
import java.util.List;

/**
 * Finds labels that may be wrong (Northcutt, Jiang and Chuang 2021, "Confident Learning: Estimating Uncertainty in Dataset Labels"). A class's
 * threshold is the mean probability that it has in the photos that bear its label (eq. 2); a photo is doubted when another class reaches its
 * threshold and is likelier than the label. That is the confident joint beside its diagonal (eq. 1) without the photos whose label misses its
 * own threshold but is still the likelier one: the model does not contradict these. Classes that the model is unsure of anyway thus accuse no
 * photo. The paper assumes a model that has learnt something: one that is not clearly better than always naming the largest class, at 95 %
 * confidence, accuses none.
 */
final class LabelDoubt {
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
        int hits = 0;
        for (int i = 0; i < labels.length; i++) {
            sums[labels[i]] += Math.exp(logarithms.get(i)[labels[i]]);
            photos[labels[i]]++;
            hits += highest(logarithms.get(i)) == labels[i] ? 1 : 0;
        }
        boolean learnt = learnt(hits, photos);
        for (int label = 0; label < classes; label++) {
            // A class that no photo bears has nothing to be compared with.
            sums[label] = learnt && photos[label] > 0 ? sums[label] / photos[label] : Double.POSITIVE_INFINITY;
        }
        return new LabelDoubt(sums);
    }

    /** Whether the hits are more than the largest class's share explains. */
    private static boolean learnt(int hits, int[] photos) {
        int all = Arrays.stream(photos).sum();
        int largest = Arrays.stream(photos).max().orElse(0);
        return WilsonInterval.of(hits, all).low() * all > largest;
    }

    /** Whether a photo's label is doubtful. */
    boolean of(double[] logarithms, int label) {
        for (int other = 0; other < thresholds.length; other++) {
            if (logarithms[other] > logarithms[label] && Math.exp(logarithms[other]) >= thresholds[other]) {
                return true;
            }
        }
        return false;
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
