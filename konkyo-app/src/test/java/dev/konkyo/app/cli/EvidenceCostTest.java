package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceCostTest {
    @Test
    void theMedianOfThePairsIsSaidWithTheirMiddleHalf() {
        // One pair that was disturbed moves neither.
        var cost = new EvidenceCost(100_000_000, 101_500_000, List.of(1.03, 1.01, 9.0, 1.02, 1.04));

        assertThat(cost.measurable()).isTrue();
        assertThat(cost.sentence())
                .isEqualTo(
                        "101.5 M multiply-adds instead of 100.0 M; 1.030 times the time of the decision alone"
                                + " (median of 5 pairs of runs 1.030, their middle half 1.020 to 1.040; one thread, this machine)");
    }

    @Test
    void whereTheMiddleHalfHoldsOneNothingIsClaimed() {
        var cost = new EvidenceCost(1_000_000, 1_100_000, List.of(0.7, 0.98, 1.05, 1.25));

        assertThat(cost.measurable()).isFalse();
        assertThat(cost.sentence())
                .startsWith("1.1 M multiply-adds instead of 1.0 M; no measurable difference in time")
                .contains("pairs of runs 1.015, their middle half 0.910 to 1.100");
    }

    @Test
    void evidenceThatIsFasterIsADifferenceToo() {
        assertThat(new EvidenceCost(1, 1, List.of(0.8, 0.9, 0.95)).measurable()).isTrue();
    }
}
