package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Estimate;
import java.util.List;

/**
 * How fast two models' scores fall when patches are masked.
 *
 * @param shares of the patches that are masked, from 0 on
 * @param curves of both models, in the order of {@link Order}
 */
public record Sensitivity(List<Double> shares, Pair<List<Curve>> curves) {
    public Sensitivity {
        shares = List.copyOf(shares);
    }

    /** Which patches are masked first. */
    public enum Order {
        /** Those that matter most to the first model. */
        FIRST,
        /** Those that matter most to the second model. */
        SECOND,
        /** Those that a saliency method finds for the model that is asked. */
        SALIENCY,
        /** By lot. */
        LOT
    }

    /**
     * One model's score while patches are masked.
     *
     * @param scores means over photos, one for each share, in [0, 1]
     * @param area mean of the curve; the lower, the more the score rests on what was masked first
     * @param againstLot the area less that of patches by lot, on the same photos
     */
    public record Curve(Order order, List<Double> scores, Estimate area, Estimate againstLot) {
        public Curve {
            scores = List.copyOf(scores);
        }
    }
}
