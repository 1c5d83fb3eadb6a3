package dev.konkyo.faithfulness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A number over photos that can be worked out again for any choice of them.
 *
 * @param photos how many there are
 * @param observed how many of them the number rests on
 * @param statistic from the indices of photos, in [0, photos), each as often as it was drawn
 */
public record Series(int photos, int observed, ToDoubleFunction<int[]> statistic) {
    /** A statistic of what was observed of each photo. */
    public static <T> Series of(List<T> observations, ToDoubleFunction<List<T>> statistic) {
        return withGaps(observations.stream().map(Optional::of).toList(), statistic);
    }

    /** A statistic of what was observed of some photos; those without an observation are left out. */
    static <T> Series withGaps(List<Optional<T>> observations, ToDoubleFunction<List<T>> statistic) {
        int observed = (int) observations.stream().filter(Optional::isPresent).count();
        return new Series(observations.size(), observed, indices -> {
            List<T> drawn = new ArrayList<>(indices.length);
            for (int index : indices) {
                observations.get(index).ifPresent(drawn::add);
            }
            return drawn.isEmpty() ? Double.NaN : statistic.applyAsDouble(drawn);
        });
    }

    /** The mean of one value per photo; photos whose value is not a number are left out. */
    public static Series mean(double... values) {
        int observed = (int)
                DoubleStream.of(values).filter(value -> !Double.isNaN(value)).count();
        return new Series(values.length, observed, indices -> mean(values, indices));
    }

    private static double mean(double[] values, int... indices) {
        double sum = 0;
        int count = 0;
        for (int index : indices) {
            if (!Double.isNaN(values[index])) {
                sum += values[index];
                count++;
            }
        }
        return sum / count;
    }

    /** The number over all photos; not a number if there are none. */
    public double value() {
        return observed == 0
                ? Double.NaN
                : statistic.applyAsDouble(IntStream.range(0, photos).toArray());
    }
}
