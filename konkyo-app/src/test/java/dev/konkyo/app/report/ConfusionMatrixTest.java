package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    /** 10 photos of a: 8 judged a, 2 judged b; 5 of b: 1 judged a, 4 judged b; none of c, none judged c. */
    private final ConfusionMatrix matrix =
            new ConfusionMatrix(List.of("a", "b", "c"), List.of(List.of(8, 2, 0), List.of(1, 4, 0), List.of(0, 0, 0)));

    @Test
    void sharesAreThoseCountedByHand() {
        assertThat(matrix.total()).isEqualTo(15);
        assertThat(matrix.accuracy()).isCloseTo(12.0 / 15, within(1e-12));
        assertThat(matrix.precision(0)).isCloseTo(8.0 / 9, within(1e-12));
        assertThat(matrix.recall(0)).isCloseTo(8.0 / 10, within(1e-12));
        assertThat(matrix.precision(1)).isCloseTo(4.0 / 6, within(1e-12));
        assertThat(matrix.recall(1)).isCloseTo(4.0 / 5, within(1e-12));
        assertThat(matrix.support(1)).isEqualTo(5);
    }

    @Test
    void balancedAccuracyAndF1AreThoseCountedByHand() {
        assertThat(matrix.balancedAccuracy()).isCloseTo((0.8 + 0.8) / 2, within(1e-12));
        assertThat(matrix.f1(0)).isCloseTo(2 * (8.0 / 9) * 0.8 / (8.0 / 9 + 0.8), within(1e-12));
        assertThat(matrix.f1(2)).isZero();
    }

    @Test
    void confusionsAreSortedByTheirPhotos() {
        assertThat(matrix.confusions())
                .containsExactly(new ConfusionMatrix.Confusion(0, 1, 2), new ConfusionMatrix.Confusion(1, 0, 1));
    }

    @Test
    void aClassThatNeverOccursHasZeroes() {
        assertThat(matrix.precision(2)).isZero();
        assertThat(matrix.recall(2)).isZero();
        assertThat(matrix.support(2)).isZero();
    }

    @Test
    void aMatrixMustBeSquare() {
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a", "b"), List.of(List.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 labels");
    }

    @Test
    void theChartIsAPng() throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(Charts.confusion(matrix)));
        assertThat(picture.getWidth()).isGreaterThan(300);
    }
}
