package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceScaleTest {
    private static Heatmap map(Unit unit, float... values) {
        return Heatmap.over(1, values.length, 1, values.length, values, unit);
    }

    @Test
    void growsLinearlyBetweenFloorAndCeiling() {
        EvidenceScale scale = new EvidenceScale(2, 10);
        assertThat(scale.fraction(-7)).isZero();
        assertThat(scale.fraction(2)).isZero();
        assertThat(scale.fraction(4)).isEqualTo(0.25f);
        assertThat(scale.fraction(10)).isEqualTo(1);
        assertThat(scale.fraction(99)).isEqualTo(1);
        assertThat(scale.value(0.25)).isEqualTo(4);
    }

    @Test
    void quantilesPoolTheValuesOfAllMaps() {
        // Together 0, 1, 2, 3, 4, 5, 6, 7, 8: rank 2 and rank 6.
        List<Heatmap> maps = List.of(map(Unit.COSINE, 8, 0, 4), map(Unit.COSINE, 1, 7, 2, 6, 3, 5));
        assertThat(EvidenceScale.fromQuantiles(maps, 0.25, 0.75)).isEqualTo(new EvidenceScale(2, 6));
    }

    @Test
    void theFloorIsNeverNegative() {
        assertThat(EvidenceScale.fromQuantiles(List.of(map(Unit.SCORE, -5, -4, 3)), 0, 1))
                .isEqualTo(new EvidenceScale(0, 3));
    }

    @Test
    void refusesCalibrationWithoutEvidence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvidenceScale.fromQuantiles(List.of(map(Unit.SCORE, -5, 0)), 0, 1))
                .withMessageContaining("no evidence");
        assertThatIllegalArgumentException().isThrownBy(() -> EvidenceScale.fromQuantiles(List.of(), 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EvidenceScale.fromQuantiles(List.of(map(Unit.SCORE, 0, 1), map(Unit.COSINE, 0, 1)), 0, 1))
                .withMessageContaining("one unit");
    }

    @Test
    void everyUnitButDistanceHasAFixedScale() {
        for (Unit unit : Unit.values()) {
            if (unit != Unit.DISTANCE) {
                assertThat(EvidenceScale.uncalibrated(unit).floor()).isPositive();
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvidenceScale.uncalibrated(Unit.DISTANCE))
                .withMessageContaining("fromQuantiles");
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceScale(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceScale(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceScale(0, Float.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new EvidenceScale(Float.NaN, 1));
    }
}
