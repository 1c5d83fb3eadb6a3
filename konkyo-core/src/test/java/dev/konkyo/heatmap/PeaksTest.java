package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Box;
import org.junit.jupiter.api.Test;

class PeaksTest {
    /** Cells of 10 × 10 photo pixels. */
    private static Heatmap map(int height, int width, float... values) {
        return Heatmap.over(10 * height, 10 * width, height, width, values, Unit.SCORE);
    }

    private static final Heatmap TWO_HILLS = map(
            4, 6, //
            0, 0, 0, 0, 0, 0, //
            0, 5, 1, 0, 7, 7, //
            0, 1, 1, 0, 1, 1, //
            2, 0, 0, 0, 0, 0);

    @Test
    void findsCellsAndPlateausAboveTheirNeighbours() {
        assertThat(new Peaks(0, 0).in(TWO_HILLS))
                .containsExactly(new Peak(15, 50, 7), new Peak(15, 15, 5), new Peak(35, 5, 2));
    }

    @Test
    void aPlateauBesideSomethingHigherIsNoPeak() {
        assertThat(new Peaks(0, 0).in(map(1, 5, 3, 3, 4, 3, 3))).containsExactly(new Peak(5, 25, 4));
    }

    @Test
    void leavesOutPeaksUpToTheThreshold() {
        assertThat(new Peaks(5, 0).in(TWO_HILLS)).containsExactly(new Peak(15, 50, 7));
    }

    @Test
    void theHigherOfTwoNearPeaksStays() {
        // (15, 15) and (35, 5) are sqrt(500) = 22.36 apart.
        assertThat(new Peaks(0, 22.3).in(TWO_HILLS)).hasSize(3);
        assertThat(new Peaks(0, 22.4).in(TWO_HILLS)).containsExactly(new Peak(15, 50, 7), new Peak(15, 15, 5));
    }

    @Test
    void theGlobalPeakIsInPhotoPixels() {
        Heatmap placed = new Heatmap(2, 2, new float[] {0, 0, 9, 0}, Unit.SCORE, new Box(100, 50, 40, 20));
        assertThat(placed.peak()).isEqualTo(new Peak(65, 110, 9));
        assertThat(TWO_HILLS.peak()).isEqualTo(new Peak(15, 50, 7));
        assertThat(map(1, 3, -5, -2, -3).peak()).isEqualTo(new Peak(5, 15, -2));
    }

    @Test
    void aSquarePlateauPeaksAtItsCorner() {
        assertThat(map(2, 3, 1, 1, 0, 1, 1, 0).peak()).isEqualTo(new Peak(10, 10, 1));
    }

    @Test
    void aRingPeaksOnTheRingNotInItsHole() {
        assertThat(map(3, 3, 1, 1, 1, 1, 0, 1, 1, 1, 1).peak()).isEqualTo(new Peak(5, 15, 1));
    }

    @Test
    void refusesANegativeDistance() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Peaks(0, -1));
    }
}
