package dev.konkyo.faithfulness;

import java.util.List;

/** Asks the model whether its score really depends on the places that a map names. */
public interface PerturbationMetric {
    /** What the numbers mean, in their order. */
    List<Measure> measures();

    /**
     * The numbers for one photo.
     *
     * @return one for each measure; not a number where the photo has none
     */
    double[] of(Trial trial);
}
