package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final Sampler MATCHED = new Sampler.Matched();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void matchedSamplesFollowEachOther(long seed) {
        int[] labels = {1, 1, 0, 0, 1, 0, 1, 0};
        int[] order = MATCHED.order(labels, new SplittableRandom(seed));
        // Class 0 has samples 2, 3, 5, 7 and class 1 has 0, 1, 4, 6.
        assertThat(Arrays.stream(order).boxed().toList())
                .hasSize(8)
                .containsSequence(2, 0)
                .containsSequence(3, 1)
                .containsSequence(5, 4)
                .containsSequence(7, 6);
    }

    @Test
    void matchedGroupsComeInRandomOrder() {
        int[] labels = new int[40];
        Arrays.fill(labels, 20, 40, 1);
        int[] one = MATCHED.order(labels, new SplittableRandom(1));
        assertThat(one).isEqualTo(MATCHED.order(labels, new SplittableRandom(1)));
        assertThat(one).isNotEqualTo(MATCHED.order(labels, new SplittableRandom(2)));
        assertThat(one[0] + 20).isEqualTo(one[1]);
    }

    @Test
    void matchedNeedsAsManyOfEveryClass() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> MATCHED.order(new int[] {0, 0, 1}, new SplittableRandom(1)))
                .withMessageContaining("got 2 and 1");
    }

    @Test
    void nothingToOrderIsNoError() {
        assertThat(MATCHED.order(new int[0], new SplittableRandom(1))).isEmpty();
    }
}
