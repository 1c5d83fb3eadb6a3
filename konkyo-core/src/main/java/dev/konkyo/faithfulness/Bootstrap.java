package dev.konkyo.faithfulness;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Percentile bootstrap intervals (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", section 13.3): photos are drawn with
 * replacement, since the numbers should hold for other photos.
 *
 * @param resamples how often, at least 1
 * @param confidence share of resamples within the interval, in (0, 1)
 * @param seed of the draws; the same seed draws the same photos
 */
public record Bootstrap(int resamples, double confidence, long seed) {
    public Bootstrap {
        if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a bootstrap needs at least 1 resample and a confidence in (0, 1), got "
                    + resamples + " and " + confidence);
        }
    }

    /** A thousand resamples, 95 % confidence. */
    public static Bootstrap standard(long seed) {
        return new Bootstrap(1000, 0.95, seed);
    }

    /** The number with its interval; one photo gives no interval, none gives neither. */
    public Estimate of(Series series) {
        return interval(series.value(), series.photos(), series.count(), series.statistic());
    }

    /**
     * How much larger the first number is than the second, on the photos that were observed for both.
     *
     * @param second of the same photos in the same order; each draw takes the same photos of both
     */
    public Estimate difference(Series first, Series second) {
        if (first.photos() != second.photos()) {
            throw new IllegalArgumentException("a paired difference needs the same photos twice, got " + first.photos()
                    + " and " + second.photos());
        }
        Series one = first.sharedWith(second);
        Series other = second.sharedWith(first);
        return interval(
                one.value() - other.value(),
                one.photos(),
                one.count(),
                draw -> one.statistic().applyAsDouble(draw) - other.statistic().applyAsDouble(draw));
    }

    private Estimate interval(double value, int photos, int observed, ToDoubleFunction<int[]> statistic) {
        if (Double.isNaN(value) || observed < 2) {
            return new Estimate(value, Double.NaN, Double.NaN, observed);
        }
        var random = new SplittableRandom(seed);
        var values = new double[resamples];
        Arrays.setAll(
                values,
                _ -> statistic.applyAsDouble(random.ints(photos, 0, photos).toArray()));
        double[] numbers = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (numbers.length == 0) {
            return new Estimate(value, Double.NaN, Double.NaN, observed);
        }
        var percentile = new Percentile();
        percentile.setData(numbers);
        double tail = 100 * (1 - confidence) / 2;
        return new Estimate(value, percentile.evaluate(tail), percentile.evaluate(100 - tail), observed);
    }
}
