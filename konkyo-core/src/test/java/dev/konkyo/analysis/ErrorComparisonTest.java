package dev.konkyo.analysis;

import static dev.konkyo.analysis.PixelModel.judged;
import static dev.konkyo.analysis.PixelModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
