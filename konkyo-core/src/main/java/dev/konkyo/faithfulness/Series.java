package dev.konkyo.faithfulness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A number over photos that can be worked out again for any choice of them.
 *
 * @param photos how many there are
 * @param observed which of them, by index, the number can rest on
 * @param statistic from the indices of photos, in [0, photos), each as often as it was drawn; those that were not observed are left out
 */
public record Series(int photos, IntPredicate observed, ToDoubleFunction<int[]> statistic) {
    /** A statistic of what was observed of each photo. */
    public static <T> Series of(List<T> observations, ToDoubleFunction<List<T>> statistic) {
        return withGaps(observations.stream().map(Optional::of).toList(), statistic);
    }

    /** A statistic of what was observed of some photos; those without an observation are left out. */
    static <T> Series withGaps(List<Optional<T>> observations, ToDoubleFunction<List<T>> statistic) {
        IntPredicate observed = index -> observations.get(index).isPresent();
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
        return new Series(values.length, index -> !Double.isNaN(values[index]), indices -> mean(values, indices));
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
        int[] all = IntStream.range(0, photos).filter(observed).toArray();
        return all.length == 0 ? Double.NaN : statistic.applyAsDouble(all);
    }

    /** How many photos the number rests on. */
    public int count() {
        return (int) IntStream.range(0, photos).filter(observed).count();
    }

    /** The same number of those photos alone that were observed for another one too. */
    Series sharedWith(Series other) {
        IntPredicate both = observed.and(other.observed);
        return new Series(photos, both, indices -> {
            int[] shared = IntStream.of(indices).filter(both).toArray();
            return shared.length == 0 ? Double.NaN : statistic.applyAsDouble(shared);
        });
    }
}
