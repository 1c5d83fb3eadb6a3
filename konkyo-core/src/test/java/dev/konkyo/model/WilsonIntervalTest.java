package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    @Test
    void eightOfTenIsTheIntervalWorkedByHand() {
        // z = 1.96, z^2 = 3.841459: centre (0.8 + 0.192073) / 1.384146, half 1.959964 / 1.384146 * sqrt(0.016 +
        // 0.0096036).
        var interval = WilsonInterval.of(8, 10);
        assertThat(interval.low()).isCloseTo(0.490162, within(1e-5));
        assertThat(interval.high()).isCloseTo(0.943318, within(1e-5));
        assertThat(interval).hasToString("0.490–0.943");
    }

    @Test
    void itsEndsSolveTheQuadraticThatDefinesThem() {
        // (p - share)^2 = z^2 p (1 - p) / n, Wilson's equation, at both ends.
        var interval = WilsonInterval.of(37, 141);
        for (double p : new double[] {interval.low(), interval.high()}) {
            double left = Math.pow(p - 37.0 / 141, 2);
            assertThat(left).isCloseTo(3.841458820694124 * p * (1 - p) / 141, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 1", "0, 10, 0, 0.277533", "10, 10, 0.722467, 1"})
    void itStaysWithinZeroAndOne(int hits, int trials, double low, double high) {
        assertThat(WilsonInterval.of(hits, trials).low()).isCloseTo(low, within(1e-5));
        assertThat(WilsonInterval.of(hits, trials).high()).isCloseTo(high, within(1e-5));
    }

    @Test
    void moreHitsThanTrialsAreRefused() {
        assertThatThrownBy(() -> WilsonInterval.of(3, 2)).hasMessageContaining("got 3 of 2");
    }
}
