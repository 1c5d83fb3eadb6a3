package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Times of two networks that were run in pairs on ONNX Runtime, one thread; each went first as often, since the second finds other caches.
 *
 * @param first milliseconds of the one, pair by pair
 * @param second milliseconds of the other
 */
record PairedTimes(List<Double> first, List<Double> second) {
    private static final int WARM = 2;
    /** Even, so that each of the two goes first as often. */
    private static final int PAIRS = 16;

    PairedTimes {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    static PairedTimes of(WeightedGraph one, WeightedGraph other, TensorData input) {
        var options = RuntimeOptions.sharing(1);
        try (var first = OnnxRuntimeSession.of(one, options);
                var second = OnnxRuntimeSession.of(other, options)) {
            List<Double> ofFirst = new ArrayList<>();
            List<Double> ofSecond = new ArrayList<>();
            for (int pair = -WARM; pair < PAIRS; pair++) {
                boolean firstGoesFirst = pair % 2 == 0;
                double before = milliseconds(firstGoesFirst ? first : second, input);
                double after = milliseconds(firstGoesFirst ? second : first, input);
                if (pair >= 0) {
                    ofFirst.add(firstGoesFirst ? before : after);
                    ofSecond.add(firstGoesFirst ? after : before);
                }
            }
            return new PairedTimes(ofFirst, ofSecond);
        }
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
