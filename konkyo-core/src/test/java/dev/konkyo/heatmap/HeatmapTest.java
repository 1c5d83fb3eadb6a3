package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Box;
import org.junit.jupiter.api.Test;

class HeatmapTest {
    private static Heatmap map(int height, int width, float... values) {
        return Heatmap.over(height, width, height, width, values, Unit.SCORE);
    }

    @Test
    void addressesRowsThenColumns() {
        assertThat(map(2, 3, 0, 1, 2, 3, 4, 5).at(1, 0)).isEqualTo(3);
        assertThat(map(2, 3, 0, 1, 2, 3, 4, 5).at(0, 2)).isEqualTo(2);
    }

    @Test
    void statisticsOfValuesOfBothSigns() {
        Heatmap map = map(2, 2, -3, 4, 1, 2);
        assertThat(map.min()).isEqualTo(-3);
        assertThat(map.max()).isEqualTo(4);
        assertThat(map.sum()).isEqualTo(4);
        assertThat(map.mean()).isEqualTo(1);
        assertThat(map.positive()).isEqualTo(map(2, 2, 0, 4, 1, 2));
    }

    @Test
    void quantilesInterpolateBetweenRanks() {
        Heatmap map = map(2, 2, 4, 1, 3, 2);
        assertThat(map.quantile(0)).isEqualTo(1);
        assertThat(map.quantile(0.25)).isEqualTo(1.75f);
        assertThat(map.quantile(0.5)).isEqualTo(2.5f);
        assertThat(map.quantile(1)).isEqualTo(4);
        assertThat(map.values()).as("left in place").containsExactly(4, 1, 3, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> map.quantile(1.5));
    }

    @Test
    void theMeanOfManySmallValuesDoesNotDrift() {
        float[] values = new float[1 << 20];
        java.util.Arrays.fill(values, 0.1f);
        assertThat(map(1 << 10, 1 << 10, values).mean()).isCloseTo(0.1f, within(1e-12));
    }

    @Test
    void onlyPositiveValuesAreEvidence() {
        assertThat(map(1, 2, 0, -4).hasEvidence()).isFalse();
        assertThat(map(1, 2, 1e-6f, -4).hasEvidence()).isTrue();
    }

    @Test
    void enlargesWithCentresHalfACellInside() {
        assertThat(map(1, 2, 0, 4).resized(1, 4).values()).containsExactly(0, 1, 3, 4);
        assertThat(map(1, 2, 0, 4).resized(1, 3).values()).containsExactly(0, 2, 4);
        assertThat(map(2, 2, 0, 4, 8, 12).resized(4, 4).values())
                .containsExactly(0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12);
    }

    @Test
    void shrinksAndKeepsThePlacement() {
        Heatmap small = map(1, 4, 0, 1, 3, 4).resized(1, 2);
        assertThat(small.values()).containsExactly(0.5f, 3.5f);
        assertThat(small.placement()).isEqualTo(new Box(0, 0, 4, 1));
    }

    @Test
    void laysThePlacedPartOntoThePhoto() {
        Heatmap patch = new Heatmap(1, 2, new float[] {2, 6}, Unit.COSINE, new Box(1, 1, 4, 2));
        assertThat(patch.onto(4, 6))
                .isEqualTo(Heatmap.over(
                        4,
                        6,
                        4,
                        6,
                        new float[] {
                            0, 0, 0, 0, 0, 0, //
                            0, 2, 3, 5, 6, 0, //
                            0, 2, 3, 5, 6, 0, //
                            0, 0, 0, 0, 0, 0
                        },
                        Unit.COSINE));
    }

    @Test
    void aPlacementMayReachBeyondThePhoto() {
        Heatmap wide = new Heatmap(1, 2, new float[] {2, 6}, Unit.COSINE, new Box(-2, 0, 4, 1));
        assertThat(wide.onto(1, 3).values()).containsExactly(5, 6, 0);
    }

    @Test
    void addsAndScales() {
        Heatmap sum = map(1, 2, 1, -2).plus(map(1, 2, 3, 5)).scaled(0.5f);
        assertThat(sum).isEqualTo(map(1, 2, 2, 1.5f));
    }

    @Test
    void refusesToAddWhatHasNoCommonGrid() {
        Heatmap cosine = Heatmap.over(1, 2, 1, 2, new float[2], Unit.COSINE);
        Heatmap elsewhere = Heatmap.over(2, 4, 1, 2, new float[2], Unit.SCORE);
        for (Heatmap other : new Heatmap[] {cosine, elsewhere, map(2, 1, 0, 0)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> map(1, 2, 0, 0).plus(other))
                    .withMessageContaining("one grid, unit and placement");
        }
    }

    @Test
    void refusesWrongLengthsAndValuesThatAreNotFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> map(2, 2, 1)).withMessageContaining("needs 4 values");
        assertThatIllegalArgumentException().isThrownBy(() -> map(1, 1, 1).resized(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map(2, 2, 0, 0, 0, Float.NaN))
                .withMessageContaining("NaN at row 1, column 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Heatmap(1, 1, new float[1], Unit.SCORE, new Box(0, 0, 0, 5)))
                .withMessageContaining("placement with an area");
    }

    @Test
    void equalsByContent() {
        assertThat(map(1, 2, 1, 2)).isEqualTo(map(1, 2, 1, 2)).hasSameHashCodeAs(map(1, 2, 1, 2));
        assertThat(map(1, 2, 1, 2)).isNotEqualTo(map(2, 1, 1, 2)).isNotEqualTo(map(1, 2, 1, 3));
        assertThat(map(1, 2, 1, 2)).hasToString("Heatmap[1 x 2 logit, 1.0 to 2.0, over " + new Box(0, 0, 2, 1) + "]");
    }
}
