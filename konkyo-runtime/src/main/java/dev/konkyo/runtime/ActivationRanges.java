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
    private final List<String> values;
    private final Map<String, float[]> limits = new LinkedHashMap<>();
    private final Map<String, long[]> counts = new LinkedHashMap<>();

    /** Opens the network so that it gives these values. */
    public ActivationRanges(WeightedGraph network, Set<String> values, RuntimeOptions options) {
        input = network.graph().input().name();
        this.values = List.copyOf(values);
        List<String> outputs = new ArrayList<>(this.values);
        outputs.remove(input);
        session = OnnxRuntimeSession.of(
                new WeightedGraph(network.graph().withOutputs(outputs), network.weights()), options);
        this.values.forEach(value -> limits.put(value, new float[2]));
        this.values.forEach(value -> counts.put(value, new long[BINS]));
    }

    private Map<String, TensorData> run(TensorData photo) {
        Map<String, TensorData> given = new LinkedHashMap<>(session.run(Map.of(input, photo)));
        given.put(input, photo);
        return given;
    }

    /** Widens the limits by a photo [1, 3, height, width]. */
    public void widen(TensorData photo) {
        Map<String, TensorData> given = run(photo);
        limits.forEach((value, limit) -> {
            for (float number : floats(given, value)) {
                limit[0] = Math.min(limit[0], number);
                limit[1] = Math.max(limit[1], number);
            }
        });
    }

    /** Counts the numbers of a photo; all photos must have widened the limits before. */
    public void count(TensorData photo) {
        Map<String, TensorData> given = run(photo);
        limits.forEach((value, limit) -> {
            long[] count = counts.getOrDefault(value, new long[BINS]);
            double width = Math.max(((double) limit[1] - limit[0]) / BINS, Float.MIN_NORMAL);
            for (float number : floats(given, value)) {
                count[(int) Math.clamp((number - limit[0]) / width, 0, BINS - 1)]++;
            }
        });
    }

    private static float[] floats(Map<String, TensorData> given, String value) {
        TensorData data = given.get(value);
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
        limits.forEach((value, limit) ->
                ranges.put(value, within(share, limit, counts.getOrDefault(value, new long[BINS]))));
        return ranges;
    }

    private static ValueRange within(double share, float[] limit, long... count) {
        double width = ((double) limit[1] - limit[0]) / BINS;
        long all = 0;
        for (long number : count) {
            all += number;
        }
        double outside = all * (1 - share) / 2;
        int first = 0;
        for (double below = count[0]; first < BINS - 1 && below <= outside; below += count[first]) {
            first++;
        }
        int last = BINS - 1;
        for (double above = count[last]; last > first && above <= outside; above += count[last]) {
            last--;
        }
        return new ValueRange((float) (limit[0] + first * width), (float) (limit[0] + (last + 1) * width));
    }

    @Override
    public void close() {
        session.close();
    }
}
