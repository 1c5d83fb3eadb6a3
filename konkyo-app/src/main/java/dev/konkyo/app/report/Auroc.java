package dev.konkyo.app.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * The area under the receiver operating characteristic between two classes: the chance that a photo of the one is ranked above a photo of the
 * other, where equal scores count half (Hanley and McNeil 1982, Radiology 143, section "the meaning of the area"). It needs no threshold.
 */
final class Auroc {
    private Auroc() {}

    /**
     * The area of judgements by a model of two labels. A photo is ranked by how far the second label's score lies above the first's, so that
     * the area is the same whichever label is called positive, for probabilities and for cosines.
     *
     * @return in [0, 1]; empty unless there are photos of both labels and of nothing else
     */
    static OptionalDouble of(Collection<Judgement> judgements) {
        if (!judgements.stream()
                .allMatch(judgement -> judgement.prediction().labels().size() == 2 && judgement.truth() < 2)) {
            return OptionalDouble.empty();
        }
        double[] second = leads(judgements, 1);
        double[] first = leads(judgements, 0);
        return second.length == 0 || first.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(area(second, first));
    }

    private static double[] leads(Collection<Judgement> judgements, int truth) {
        return judgements.stream()
                .filter(judgement -> judgement.truth() == truth)
                .map(judgement -> judgement.prediction().scores())
                .mapToDouble(scores -> (double) scores.get(1) - scores.get(0))
                .toArray();
    }

    /**
     * The exact area, by ranks.
     *
     * @param positives scores of at least one photo that should be ranked high
     * @param negatives scores of at least one photo that should be ranked low
     */
    static double area(double[] positives, double[] negatives) {
        double[] high = positives.clone();
        double[] low = negatives.clone();
        Arrays.sort(high);
        Arrays.sort(low);
        long twice = 0;
        int below = 0;
        int notAbove = 0;
        for (double score : high) {
            while (below < low.length && low[below] < score) {
                below++;
            }
            while (notAbove < low.length && low[notAbove] <= score) {
                notAbove++;
            }
            twice += (long) below + notAbove;
        }
        return twice / (2.0 * high.length * low.length);
    }
}
