package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelDoubtTest {
    @Test
    void aLabelIsDoubtedWhenAnotherReachesItsUsualProbability() {
        // Class 1 has 0.9 and 0.7 in its own photos: threshold 0.8. Class 0 has 0.6 and 0.2: 0.4. Class 2 bears no
        // photo.
        List<double[]> photos = List.of(row(0.1, 0.9, 0), row(0.3, 0.7, 0), row(0.6, 0.4, 0), row(0.2, 0.8, 0));
        LabelDoubt doubt = LabelDoubt.of(photos, new int[] {1, 1, 0, 0}, 3);

        assertThat(doubt.of(row(0.1, 0.81, 0.09), 0)).isTrue();
        assertThat(doubt.of(row(0.2, 0.79, 0.01), 0)).isFalse();
        assertThat(doubt.of(row(0.69, 0.31, 0), 1)).isFalse();
        assertThat(doubt.of(row(0.71, 0.29, 0), 1)).isTrue();
        assertThat(doubt.of(row(0.1, 0.85, 0.05), 1)).isFalse();
        assertThat(doubt.of(row(0, 0, 1), 1)).isFalse();
    }

    private static double[] row(double... probabilities) {
        return Arrays.stream(probabilities).map(Math::log).toArray();
    }
}
