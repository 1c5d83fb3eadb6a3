package dev.konkyo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RoundsTest {
    @Test
    void theMedianOfEvenRoundsLiesBetweenBothMiddles() {
        assertThat(Rounds.median(4, 1, 8, 2)).isEqualTo(3);
        assertThat(Rounds.median(5, 9, 1)).isEqualTo(5);
        assertThat(Rounds.median(7)).isEqualTo(7);
    }

    /** Ranks 0 to 3: a quarter is rank 0.75, between 1 and 2; three quarters rank 2.25, between 4 and 8. */
    @Test
    void quartilesLieBetweenRanks() {
        assertThat(Rounds.quantile(0.25, 4, 1, 8, 2)).isCloseTo(1.75, within(1e-12));
        assertThat(Rounds.quantile(0.75, 4, 1, 8, 2)).isCloseTo(5, within(1e-12));
        assertThat(Rounds.quantile(0, 4, 1, 8, 2)).isEqualTo(1);
        assertThat(Rounds.quantile(1, 4, 1, 8, 2)).isEqualTo(8);
    }

    @Test
    void roundsKeepTheirOrder() {
        double[] rounds = {3, 1, 2};
        Rounds.median(rounds);
        assertThat(rounds).containsExactly(3, 1, 2);
    }

    /** Squares 4, 0 and 4 around 3: deviation 2, by the root of 3. */
    @Test
    void theStandardErrorIsTheMeans() {
        assertThat(Rounds.mean(1, 3, 5)).isEqualTo(3);
        assertThat(Rounds.standardError(1, 3, 5)).isCloseTo(2 / Math.sqrt(3), within(1e-12));
        assertThat(Rounds.standardError(7)).isNaN();
    }
}
