package dev.konkyo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.ValueRange;
import dev.konkyo.model.Model;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActivationRangesTest {
    private static final int NUMBERS = 3 * 8 * 8;
    private static final Model MODEL = SmallModel.of(1);
    private static final String RELU = MODEL.graph().nodes().get(1).output();

    /** From 0 to 190 / 191 in equal steps, and a last number. */
    private static TensorData photo(float last) {
        float[] values = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            values[i] = i / (NUMBERS - 1f);
        }
        values[NUMBERS - 1] = last;
        return TensorData.ofFloats(Shape.of(1, 3, 8, 8), values);
    }

    private static Map<String, ValueRange> ranges(double share, TensorData... photos) {
        try (var ranges = new ActivationRanges(MODEL.network(), Set.of("x", RELU), RuntimeOptions.sharing(1))) {
            for (TensorData photo : photos) {
                ranges.widen(photo);
            }
            for (TensorData photo : photos) {
                ranges.count(photo);
            }
            return ranges.within(share);
        }
    }

    private static ValueRange of(Map<String, ValueRange> ranges, String value) {
        return Objects.requireNonNull(ranges.get(value));
    }

    @Test
    void allNumbersLieWithinTheLimitsOfAllPhotos() {
        assertThat(of(ranges(1, photo(100), photo(-3)), "x")).isEqualTo(new ValueRange(-3, 100));
        assertThat(of(ranges(1, photo(0.5f)), "x")).isEqualTo(new ValueRange(0, 190 / 191f));
    }

    /** 2 % of 192 numbers are 1.92 at each end: the one of 100 goes, and 190 / 191 lies in the 21st step of 100 / 2048. */
    @Test
    void theRarestAreLeftOutAtBothEnds() {
        ValueRange range = of(ranges(0.98, photo(100)), "x");
        assertThat(range.least()).isZero();
        assertThat(range.most()).isCloseTo(21 * 100 / 2048f, within(1e-5f));
        // The one of -100 goes too, and 0 lies in a step of 100.995 / 2048.
        ValueRange low = of(ranges(0.98, photo(-100)), "x");
        assertThat(low.least()).isBetween(-100.995f / 2048, 0f);
        assertThat(low.most()).isCloseTo(190 / 191f, within(0.05f));
    }

    @Test
    void whatARectifierGivesHasNoNegativeNumbers() {
        Map<String, ValueRange> ranges = ranges(1, SmallModel.photos(1));
        assertThat(of(ranges, RELU).least()).isZero();
        assertThat(of(ranges, RELU).most()).isPositive();
        assertThat(of(ranges, "x").least()).isNegative();
    }

    @Test
    void numbersThatAreNoneHaveNoRange() {
        assertThatThrownBy(() -> ranges(1, photo(Float.NaN)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("expected finite numbers");
    }
}
