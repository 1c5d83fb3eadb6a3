package dev.konkyo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSamplerTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBatchHoldsSomePhotosOfSomeClasses(long seed) {
        int[] labels = new int[48];
        Arrays.setAll(labels, i -> i % 6);
        int[] order = new Sampler.Groups(4).order(labels, new Random(seed));

        assertThat(order).hasSize(48);
        for (int batch = 0; batch < 4; batch++) {
            int[] shown = Arrays.copyOfRange(order, 12 * batch, 12 * batch + 12);
            assertThat(Arrays.stream(shown).distinct().count()).isEqualTo(12);
            int[] classes = Arrays.stream(shown).map(sample -> labels[sample]).toArray();
            assertThat(Arrays.stream(classes).distinct().count()).isEqualTo(3);
            for (int place = 0; place < 12; place++) {
                assertThat(classes[place]).isEqualTo(classes[place / 4 * 4]);
            }
        }
        // Twice six groups of four: every sample of eight comes once.
        assertThat(Arrays.stream(order).distinct().count()).isEqualTo(48);
    }

    @Test
    void aClassWithOnePhotoShowsItAgain() {
        int[] labels = {0, 0, 0, 0, 0, 1};
        int[] order = new Sampler.Groups(3).order(labels, new Random(1));

        assertThat(Arrays.stream(order).filter(sample -> sample == 5).count()).isEqualTo(3);
    }

    @Test
    void aGroupOfOneCannotBeCompared() {
        assertThatThrownBy(() -> new Sampler.Groups(1)).hasMessage("a group of a class's photos has at least 2, got 1");
    }
}
