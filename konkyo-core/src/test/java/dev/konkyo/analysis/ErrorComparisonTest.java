package dev.konkyo.analysis;

import static dev.konkyo.analysis.PixelModel.judged;
import static dev.konkyo.analysis.PixelModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorComparisonTest {
    /** Four photos of each of three classes, of which the models get so many wrong. */
    private static ErrorAgreement wrong(int[] first, int... second) {
        var comparison = new ErrorComparison(4);
        for (int label = 0; label < 3; label++) {
            for (int i = 0; i < 4; i++) {
                comparison.add(judged(label, saying(label, i < first[label]), saying(label, i < second[label])));
            }
        }
        return comparison.result();
    }

    private static Scores saying(int label, boolean wrong) {
        var logits = new Double[] {0.0, 0.0, 0.0, 0.0};
        logits[wrong ? 3 : label] = 1.0;
        return scores(logits);
    }

    @Test
    void theSameClassesAreDifficultOrTheOpposite() {
        assertThat(wrong(new int[] {0, 1, 4}, 0, 1, 4).correlation()).isCloseTo(1, within(1e-12));
        assertThat(wrong(new int[] {0, 2, 4}, 4, 2, 0).correlation()).isCloseTo(-1, within(1e-12));
        assertThat(wrong(new int[] {0, 2, 4}, 1, 1, 1).correlation()).isNaN();
    }

    @Test
    void errorsAreCountedByPhoto() {
        // Both are wrong on 0 + 1 + 2 photos, the first alone on 0 + 1 + 0, the second alone on 1 + 0 + 2.
        var found = wrong(new int[] {0, 2, 2}, 1, 1, 4);
        assertThat(found.photos()).isEqualTo(12);
        assertThat(found.both()).isEqualTo(3);
        assertThat(found.alone()).isEqualTo(new Pair<>(1, 3));
        assertThat(found.neither()).isEqualTo(5);
        // Observed (3 + 5) / 12; by chance 4/12 * 6/12 + 8/12 * 6/12 = 1/2.
        assertThat(found.consistency()).isCloseTo((8 / 12.0 - 0.5) / 0.5, within(1e-12));
        assertThat(found.shown()).hasSize(3);
        assertThat(found.classes().get(1).rates()).isEqualTo(new Pair<>(0.5, 0.25));
    }

    /** r = 0.8 of (1, 1), (2, 3), (3, 2), (4, 4) tenths: tanh(1.098612 +- 1.959964 / 1). */
    @Test
    void theIntervalOfACorrelationIsFishers() {
        var classes = List.of(
                new ErrorAgreement.ClassErrors(0, 10, new Pair<>(1, 1)),
                new ErrorAgreement.ClassErrors(1, 10, new Pair<>(2, 3)),
                new ErrorAgreement.ClassErrors(2, 0, new Pair<>(0, 0)),
                new ErrorAgreement.ClassErrors(3, 10, new Pair<>(3, 2)),
                new ErrorAgreement.ClassErrors(4, 10, new Pair<>(4, 4)));
        var estimate = new ErrorAgreement(classes, 40, 10, new Pair<>(0, 0)).correlated();
        assertThat(estimate.value()).isCloseTo(0.8, within(1e-12));
        assertThat(estimate.low()).isCloseTo(-0.696953, within(1e-6));
        assertThat(estimate.high()).isCloseTo(0.995600, within(1e-6));
        assertThat(estimate.photos()).isEqualTo(4);
        assertThat(wrong(new int[] {0, 2, 4}, 4, 2, 0).correlated().bounded())
                .as("three classes")
                .isFalse();
    }

    /** 8 of 12 alike: Wilson's interval is 0.390622 to 0.861880, and chance is 1/2. */
    @Test
    void theIntervalOfTheConsistencyIsWilsons() {
        var estimate = wrong(new int[] {0, 2, 2}, 1, 1, 4).consistent();
        assertThat(estimate.value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(estimate.low()).isCloseTo(-0.218756, within(2e-6));
        assertThat(estimate.high()).isCloseTo(0.723760, within(2e-6));
        assertThat(wrong(new int[] {0, 0, 0}, 0, 0, 0).consistent().bounded()).isFalse();
    }

    @Test
    void twoClassesOrNoErrorsSayNothing() {
        var comparison = new ErrorComparison(2);
        comparison.add(judged(0, scores(1.0, 0.0), scores(0.0, 1.0)));
        comparison.add(judged(1, scores(1.0, 0.0), scores(0.0, 1.0)));
        assertThat(comparison.result().correlation()).isNaN();
        assertThat(comparison.result().consistency()).isCloseTo(-1, within(1e-12));
        assertThat(wrong(new int[] {0, 0, 0}, 0, 0, 0).consistency()).isNaN();
    }
}
