package dev.konkyo.faithfulness;

import java.util.List;

/** A metric that is the area under a curve: the score against the share of pixels that were removed or put in. */
public interface CurveMetric extends PerturbationMetric {
    /** What the area means. */
    Measure measure();

    /**
     * The scores at shares from 0 to 1 in equal steps.
     *
     * @return at least two
     */
    double[] curve(Trial trial);

    @Override
    default List<Measure> measures() {
        return List.of(measure());
    }

    @Override
    default double[] of(Trial trial) {
        return new double[] {area(curve(trial))};
    }

    /** The area under a curve over [0, 1], by trapezoids. */
    static double area(double... scores) {
        double sum = (scores[0] + scores[scores.length - 1]) / 2;
        for (int i = 1; i < scores.length - 1; i++) {
            sum += scores[i];
        }
        return sum / (scores.length - 1);
    }
}
