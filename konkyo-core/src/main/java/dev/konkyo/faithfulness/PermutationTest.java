package dev.konkyo.faithfulness;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How often maps that have nothing to do with each other are as alike as these (Pitman 1937, "Significance Tests Which May be Applied to
 * Samples from any Populations. II. The Correlation Coefficient Test"): the places of the second maps are dealt out by lot, all photos' in
 * the same way, so that photos which resemble each other do not count as several.
 *
 * @param first ranks of a map for each photo
 * @param second those of the other maps of the same photos, with as many places
 */
record PermutationTest(List<Ranks> first, List<Ranks> second) {
    /** What happens by chance less often is not put down to it. */
    static final double LEVEL = 0.05;

    /** Up to so many places all orders are tried, 40,320 for 8. */
    private static final int ALL_ORDERS = 8;

    /** Above so many places a bound is enough. */
    private static final int DRAWN_ORDERS = 81;

    private static final int DRAWS = 9_999;

    /** Sums of the same products in another order differ by this much. */
    private static final double ROUNDING = 1e-9;

    PermutationTest {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    /** Mean of the photos' rank correlations without their signs, in [0, 1]. */
    double likeness() {
        return likeness(IntStream.range(0, places()).toArray());
    }

    /**
     * The share of orders of the places in which the maps are at least as alike: exact up to 8 places; of 9,999 orders by lot up to 81,
     * themselves included (Phipson and Smyth 2010, "Permutation P-values Should Never Be Zero", equation 2); above that at most this.
     *
     * @param random deals the places out
     */
    double chance(RandomGenerator random) {
        double found = likeness() - ROUNDING;
        if (places() <= ALL_ORDERS) {
            int[] counts = new int[2];
            everyOrder(IntStream.range(0, places()).toArray(), places(), found, counts);
            return (double) counts[0] / counts[1];
        }
        return places() <= DRAWN_ORDERS ? drawn(found, random) : bound(found);
    }

    /** Heap's way through all orders; counts those as alike as found, and all. */
    private void everyOrder(int[] order, int open, double found, int... counts) {
        if (open <= 1) {
            counts[0] += likeness(order) >= found ? 1 : 0;
            counts[1]++;
            return;
        }
        for (int i = 0; i < open; i++) {
            everyOrder(order, open - 1, found, counts);
            if (i < open - 1) {
                swap(order, open % 2 == 0 ? i : 0, open - 1);
            }
        }
    }

    private double drawn(double found, RandomGenerator random) {
        int[] order = IntStream.range(0, places()).toArray();
        int alike = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int last = order.length - 1; last > 0; last--) {
                swap(order, last, random.nextInt(last + 1));
            }
            alike += likeness(order) >= found ? 1 : 0;
        }
        return (alike + 1.0) / (DRAWS + 1.0);
    }

    /**
     * Chebyshev's inequality. Over all orders a correlation has mean 0 and variance 1 / (places - 1), whatever the values; the square of a mean
     * is at most the mean of squares, so this holds for any number of photos.
     */
    private double bound(double found) {
        return Math.min(1, 1 / ((places() - 1) * found * found));
    }

    private double likeness(int... order) {
        double sum = 0;
        for (int photo = 0; photo < first.size(); photo++) {
            sum += Math.abs(first.get(photo).correlation(second.get(photo), order));
        }
        return sum / first.size();
    }

    private int places() {
        return first.getFirst().places();
    }

    private static void swap(int[] order, int one, int other) {
        int kept = order[one];
        order[one] = order[other];
        order[other] = kept;
    }
}
