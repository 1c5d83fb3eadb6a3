package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.List;

/**
 * Pixel average precision (Choe et al. 2020, "Evaluating Weakly Supervised Object Localization Methods Right", PxAP): the area under
 * the precision and recall of all photos' pixels together. Each map is stretched from its minimum to its maximum first, as published; the
 * thresholds lie 0.001 apart.
 */
public record PxAp() implements LocalizationMetric<Histogram> {
    private static final int INTERVALS = 1000;

    @Override
    public Measure measure() {
        return new Measure(
                "pxap",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "share of marked pixels to 1",
                "Average precision of the pixels, each map stretched to [0, 1]; a constant map gets the share of marked pixels.",
                "Choe et al. 2020");
    }

    @Override
    public Histogram observe(Located photo) {
        var histogram = new Histogram(INTERVALS + 1);
        float[] scores = ExplanationMap.normalised(photo.pixels());
        for (int i = 0; i < scores.length; i++) {
            histogram.add((int) (scores[i] * INTERVALS), photo.mask().pixels()[i]);
        }
        return histogram;
    }

    @Override
    public double value(List<Histogram> photos) {
        return new Histogram.Sum(INTERVALS + 1, photos).averagePrecision();
    }
}
