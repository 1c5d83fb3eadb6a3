package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.Locale;

/** The share of photos that hit in the pointing game. */
public record PointingGameRate(PointingGame game) implements MeanMetric {
    @Override
    public Measure measure() {
        return new Measure(
                "pointing-game",
                Subject.PLACE,
                Better.HIGHER,
                Contest.BASELINES,
                "0 to 1",
                String.format(
                        Locale.ROOT,
                        "Share of photos whose strongest evidence lies on the marked pixels or beside them, by at most %.1f %% of the photo's shorter side.",
                        100 * game.share()),
                "Zhang et al. 2016");
    }

    @Override
    public Double observe(Located photo) {
        return game.hit(photo.map(), photo.mask()) ? 1.0 : 0.0;
    }
}
