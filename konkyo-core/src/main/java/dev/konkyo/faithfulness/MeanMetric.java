package dev.konkyo.faithfulness;

import java.util.List;

/** A localisation metric that is the mean of a number per photo. */
interface MeanMetric extends LocalizationMetric<Double> {
    @Override
    default double value(List<Double> photos) {
        double sum = 0;
        for (double value : photos) {
            sum += value;
        }
        return sum / photos.size();
    }
}
