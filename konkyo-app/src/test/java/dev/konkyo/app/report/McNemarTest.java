package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
    /** 1 and 5: (1 + 6) / 2^6, twice. 0 and 5: 1 / 2^5, twice. 3 and 3 cannot differ less. 2 and 10: (1 + 12 + 66) / 2^12, twice. */
    @ParameterizedTest
    @CsvSource({"1, 5, 0.21875", "5, 1, 0.21875", "0, 5, 0.0625", "3, 3, 1", "0, 0, 1", "2, 10, 0.03857421875"})
    void thePValueIsTheBinomialSumWorkedByHand(int first, int second, double expected) {
        assertThat(new McNemar(first, second).pValue()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void manyPhotosDoNotVanish() {
        // The normal approximation without correction: z = 100 / sqrt(10000) = 1, p = 0.3173.
        assertThat(new McNemar(4950, 5050).pValue()).isCloseTo(0.3173, within(0.01));
    }

    @Test
    void photosThatBothJudgeAlikeDoNotCount() {
        var first = List.of(true, true, false, false, true);
        var second = List.of(true, false, true, false, false);
        assertThat(McNemar.of(first, second)).isEqualTo(new McNemar(2, 1));
        assertThatThrownBy(() -> McNemar.of(first, List.of(true))).hasMessageContaining("got 5 and 1");
    }
}
