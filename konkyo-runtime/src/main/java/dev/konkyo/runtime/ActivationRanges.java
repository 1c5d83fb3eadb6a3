package dev.konkyo.runtime;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.ValueRange;
import dev.konkyo.graph.WeightedGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What numbers the values of a network take for some photos: first their limits, then how many lie where between them. */
public final class ActivationRanges implements AutoCloseable {
    private static final int BINS = 2048;

    private final OnnxRuntimeSession session;
    private final String input;
    private final Map<String, Histogram> values = new LinkedHashMap<>();

    /** Opens the network so that it gives these values. */
    public ActivationRanges(WeightedGraph network, Set<String> values, RuntimeOptions options) {
        input = network.graph().input().name();
        List<String> outputs = new ArrayList<>(values);
        outputs.remove(input);
        session = OnnxRuntimeSession.of(
                new WeightedGraph(network.graph().withOutputs(outputs), network.weights()), options);
        values.forEach(value -> this.values.put(value, new Histogram()));
    }

    /** The numbers of one value. */
    private static final class Histogram {
        private final long[] counts = new long[BINS];
        private float least;
        private float most;

        void widen(float... numbers) {
            for (float number : numbers) {
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
        }

        void count(float... numbers) {
            for (float number : numbers) {
                counts[(int) Math.clamp((number - least) / width(), 0, BINS - 1)]++;
            }
        }

        private double width() {
            return Math.max(((double) most - least) / BINS, Float.MIN_NORMAL);
        }

        ValueRange within(double share) {
            long all = 0;
            for (long count : counts) {
                all += count;
            }
            double outside = all * (1 - share) / 2;
            int first = 0;
            for (double below = counts[0]; first < BINS - 1 && below <= outside; below += counts[first]) {
                first++;
            }
            int last = BINS - 1;
            for (double above = counts[last]; last > first && above <= outside; above += counts[last]) {
                last--;
            }
            return new ValueRange(
                    (float) (least + first * width()), (float) Math.min(most, least + (last + 1) * width()));
        }
    }

    /** Widens the limits by a photo [1, 3, height, width]. */
    public void widen(TensorData photo) {
        Map<String, TensorData> given = session.run(Map.of(input, photo));
        values.forEach((value, histogram) -> histogram.widen(floats(value, photo, given)));
    }

    /** Counts the numbers of a photo; all photos must have widened the limits before. */
    public void count(TensorData photo) {
        Map<String, TensorData> given = session.run(Map.of(input, photo));
        values.forEach((value, histogram) -> histogram.count(floats(value, photo, given)));
    }

    private float[] floats(String value, TensorData photo, Map<String, TensorData> given) {
        TensorData data = value.equals(input) ? photo : given.get(value);
        if (data == null) {
            throw new GraphException("the network did not give '" + value + "'");
        }
        return data.toFloats();
    }

    /**
     * The ranges of all values.
     *
     * @param share of the numbers that lie inside, in (0, 1]; 1 takes the limits, less leaves the same share out at both ends
     */
    public Map<String, ValueRange> within(double share) {
        Map<String, ValueRange> ranges = new LinkedHashMap<>();
        values.forEach((value, histogram) -> ranges.put(value, histogram.within(share)));
        return ranges;
    }

    @Override
    public void close() {
        session.close();
    }
}
