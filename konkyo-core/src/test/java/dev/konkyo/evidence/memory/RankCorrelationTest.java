package dev.konkyo.evidence.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    @Test
    void onlyTheOrderCounts() {
        assertThat(RankCorrelation.spearman(new float[] {1, 2, 3, 4}, new float[] {0.1f, 5, 6, 900}))
                .isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.spearman(new float[] {1, 2, 3, 4}, new float[] {4, 3, 2, 1}))
                .isCloseTo(-1, within(1e-12));
    }

    @Test
    void withoutTiesItIsTheFormulaOfRankDifferences() {
        // Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 (1 + 1 + 1 + 1 + 0) / (5 * 24) = 0.8.
        assertThat(RankCorrelation.spearman(new float[] {1, 2, 3, 4, 5}, new float[] {20, 10, 40, 30, 50}))
                .isCloseTo(0.8, within(1e-12));
    }

    @Test
    void equalValuesShareTheirMeanRank() {
        // Ranks 1.5 1.5 3 4 and 1 2 3 4, centred -1 -1 .5 1.5 and -1.5 -.5 .5 1.5: 4.5 / sqrt(4.5 * 5).
        assertThat(RankCorrelation.spearman(new float[] {0, 0, 7, 9}, new float[] {1, 2, 3, 4}))
                .isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
    }

    @Test
    void withoutEvidenceThereIsNoOrder() {
        float[] none = new float[4];
        assertThat(RankCorrelation.spearman(none, none)).isEqualTo(1);
        assertThat(RankCorrelation.spearman(none, new float[] {1, 2, 3, 4})).isZero();
        assertThatThrownBy(() -> RankCorrelation.spearman(none, new float[3])).hasMessageContaining("4 and 3");
    }
}
