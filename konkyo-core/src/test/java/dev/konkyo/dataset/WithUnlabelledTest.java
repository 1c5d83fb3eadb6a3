package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WithUnlabelledTest {
    /** Classes 0 and 1 with two and six photos, and ten photos without a label. */
    private static final int[] LABELS = {0, 2, 1, 2, 2, 1, 0, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 2};

    @Test
    void labelledPhotosAreBalancedAndTheOthersComeOnceEach() {
        var order = new Sampler.WithUnlabelled(new Sampler.ClassBalanced(), 2).order(LABELS, new SplittableRandom(3));
        long[] classes = new long[3];
        Arrays.stream(order).forEach(sample -> classes[LABELS[sample]]++);
        assertThat(classes).containsExactly(4, 4, 10);
        assertThat(Arrays.stream(order)
                        .filter(sample -> LABELS[sample] == 2)
                        .distinct()
                        .count())
                .isEqualTo(10);
    }

    @Test
    void theOrderOfTheLabelledPhotosStays() {
        var order = new Sampler.WithUnlabelled(new Sampler.InOrder(), 2).order(LABELS, new SplittableRandom(3));
        int[] labelled =
                Arrays.stream(order).filter(sample -> LABELS[sample] < 2).toArray();
        int[] expected =
                IntStream.range(0, LABELS.length).filter(i -> LABELS[i] < 2).toArray();
        assertThat(labelled).containsExactly(expected);
        assertThat(order).isNotEqualTo(IntStream.range(0, LABELS.length).toArray());
    }
}
