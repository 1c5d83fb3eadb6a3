package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.konkyo.graph.TensorData;
import java.util.Map;
import java.util.Objects;

/** Compares tensors element by element, and finds them by name. */
final class Closeness {
    private Closeness() {}

    /** The value of a name that must be there. */
    static <T> T at(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Fails where elements differ by more than absolute + relative * the largest expected magnitude. */
    static void assertClose(TensorData value, TensorData expected, double relative, double absolute) {
        assertThat(value.shape()).isEqualTo(expected.shape());
        double[] values = value.toDoubles();
        double[] wanted = expected.toDoubles();
        double largest = 0;
        for (double element : wanted) {
            largest = Math.max(largest, Double.isFinite(element) ? Math.abs(element) : 0);
        }
        for (int i = 0; i < values.length; i++) {
            boolean same = Double.compare(values[i], wanted[i]) == 0;
            if (!same && !(Math.abs(values[i] - wanted[i]) <= absolute + relative * largest)) {
                fail("element " + i + " of " + value + ": expected " + wanted[i] + ", got " + values[i]);
            }
        }
    }
}
