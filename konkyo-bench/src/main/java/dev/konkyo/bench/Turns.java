package dev.konkyo.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times of several ways to do a thing that took turns, and how many times as long as the base each took in the same round.
 *
 * @param milliseconds of each round by way
 * @param ratios to the base's time, of each round by way
 */
record Turns(Map<String, double[]> milliseconds, Map<String, double[]> ratios) {
    private static final int WARM = 5;

    /**
     * Two ways alone, in rounds of base, other, other, base and of other, base, base, other in turn: each runs as often first as last,
     * follows the other as often as the other follows it, and itself as often as the other does itself. A round's time is the mean of its
     * two.
     */
    static Turns paired(String base, String other, Map<String, Runnable> ways, int rounds) {
        return of(base, List.of(base, other), ways, rounds, round -> {
            List<String> even = List.of(base, other, other, base);
            List<String> odd = List.of(other, base, base, other);
            return round % 2 == 0 ? even : odd;
        });
    }

    /** All ways once in each round, in an order that is drawn for it. */
    static Turns shuffled(String base, Map<String, Runnable> ways, int rounds, long seed) {
        Random random = new Random(seed);
        return of(base, List.copyOf(ways.keySet()), ways, rounds, _ -> {
            List<String> order = new ArrayList<>(ways.keySet());
            Collections.shuffle(order, random);
            return order;
        });
    }

    /** How many milliseconds longer a way took than another in each round. */
    double[] added(String way, String than) {
        double[] longer = taken(way);
        double[] shorter = taken(than);
        return IntStream.range(0, longer.length)
                .mapToDouble(round -> longer[round] - shorter[round])
                .toArray();
    }

    private double[] taken(String way) {
        return Objects.requireNonNull(milliseconds.get(way), way);
    }

    /** The order of one round. */
    @FunctionalInterface
    private interface Order {
        List<String> of(int round);
    }

    private static Turns of(String base, List<String> names, Map<String, Runnable> ways, int rounds, Order order) {
        Map<String, double[]> taken = new LinkedHashMap<>();
        names.forEach(name -> taken.put(name, new double[rounds]));
        for (int round = -WARM; round < rounds; round++) {
            List<String> turns = order.of(round);
            double each = (double) names.size() / turns.size();
            for (String name : turns) {
                double milliseconds = milliseconds(Objects.requireNonNull(ways.get(name), name));
                if (round >= 0) {
                    Objects.requireNonNull(taken.get(name))[round] += milliseconds * each;
                }
            }
        }
        double[] alone = Objects.requireNonNull(taken.get(base), base);
        Map<String, double[]> ratios = new LinkedHashMap<>();
        taken.forEach((name, times) -> ratios.put(
                name,
                IntStream.range(0, rounds).mapToDouble(i -> times[i] / alone[i]).toArray()));
        return new Turns(taken, ratios);
    }

    private static double milliseconds(Runnable way) {
        long start = System.nanoTime();
        way.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
