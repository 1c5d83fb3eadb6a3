package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Times of two networks that were run in pairs on ONNX Runtime, one thread; each went first as often, since the second finds other caches.
 *
 * @param first milliseconds of the one, pair by pair
 * @param second milliseconds of the other
 */
record PairedTimes(List<Double> first, List<Double> second) {
    /**
     * Until the JVM has compiled most of what hands outputs over. Otherwise a network of half a millisecond with evidence in four outputs seems to
     * take 1.3 times as long as without, instead of 1.1.
     */
    private static final long WARM = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int WARM_PAIRS = 2;
    private static final int LEAST_PAIRS = 16;
    private static final int MOST_PAIRS = 1000;

    PairedTimes {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    static PairedTimes of(WeightedGraph one, WeightedGraph other, TensorData input) {
        var options = RuntimeOptions.sharing(1);
        try (var first = OnnxRuntimeSession.of(one, options);
                var second = OnnxRuntimeSession.of(other, options)) {
            pairs(first, second, input, WARM_PAIRS, WARM);
            return pairs(first, second, input, LEAST_PAIRS, ENOUGH);
        }
    }

    /** At least so many pairs, and more until so many nanoseconds have passed. */
    private static PairedTimes pairs(
            OnnxRuntimeSession first, OnnxRuntimeSession second, TensorData input, int least, long nanoseconds) {
        List<Double> ofFirst = new ArrayList<>();
        List<Double> ofSecond = new ArrayList<>();
        long began = System.nanoTime();
        while (ofFirst.size() < least || (ofFirst.size() < MOST_PAIRS && System.nanoTime() - began < nanoseconds)) {
            ofFirst.add(milliseconds(first, input));
            ofSecond.add(milliseconds(second, input));
            ofSecond.add(milliseconds(second, input));
            ofFirst.add(milliseconds(first, input));
        }
        return new PairedTimes(ofFirst, ofSecond);
    }

    private static double milliseconds(OnnxRuntimeSession session, TensorData input) {
        long start = System.nanoTime();
        session.run(Map.of(session.inputs().getFirst().name(), input));
        return (System.nanoTime() - start) / 1e6;
    }

    /** The second's time as a multiple of the first's, pair by pair. */
    List<Double> ratios() {
        return IntStream.range(0, first.size())
                .mapToObj(pair -> second.get(pair) / first.get(pair))
                .toList();
    }

    /**
     * A quantile, linear between ranks.
     *
     * @param share in [0, 1]
     */
    static double quantile(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        double rank = share * (sorted.size() - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (rank - below) * (sorted.get(above) - sorted.get(below));
    }
}
