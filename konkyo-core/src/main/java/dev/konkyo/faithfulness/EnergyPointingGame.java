package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;

/**
 * The share of a map's energy that lies on the object (Wang et al. 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional
 * Neural Networks", section 4.3), here with the marked pixels in place of a box. Only evidence for the class counts; without any the
 * share is 0.
 */
public record EnergyPointingGame() implements MeanMetric {
    @Override
    public Measure measure() {
        return new Measure(
                "energy-pointing-game",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                "Share of all evidence that lies on the marked pixels.",
                "Wang et al. 2020");
    }

    @Override
    public Double observe(Located photo) {
        double inside = 0;
        double all = 0;
        for (int i = 0; i < photo.pixels().length; i++) {
            double energy = Math.max(0, photo.pixels()[i]);
            all += energy;
            inside += photo.mask().pixels()[i] ? energy : 0;
        }
        return all == 0 ? 0 : inside / all;
    }
}
