package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Mask;
import org.junit.jupiter.api.Test;

class PointingGameTest {
    /** A photo of 40 × 40 pixels in 4 × 4 cells; the maximum is the cell whose centre is (y 15, x 25). */
    private static final Heatmap MAP = map(3);

    private static Heatmap map(float peak) {
        float[] values = new float[16];
        values[4 + 2] = peak;
        return Heatmap.over(40, 40, 4, 4, values, Unit.SCORE);
    }

    private static Mask pixel(int y, int x) {
        boolean[] pixels = new boolean[40 * 40];
        pixels[40 * y + x] = true;
        return new Mask(40, 40, pixels);
    }

    @Test
    void hitsThePixelsThatThePeakTouches() {
        assertThat(PointingGame.EXACT.hit(MAP, pixel(15, 25))).isTrue();
        assertThat(PointingGame.EXACT.hit(MAP, pixel(14, 24))).isTrue();
        assertThat(PointingGame.EXACT.hit(MAP, pixel(13, 24))).isFalse();
        assertThat(PointingGame.EXACT.hit(MAP, pixel(15, 26))).isFalse();
    }

    @Test
    void rowsAndColumnsAreNotExchanged() {
        assertThat(new PointingGame(3 / 40.0).hit(MAP, pixel(25, 15))).isFalse();
    }

    @Test
    void theToleranceIsACircle() {
        // From (15, 25) to the nearest corner (18, 29) of pixel (18, 29): 3 down, 4 right, 5 in all.
        assertThat(new PointingGame(5 / 40.0).hit(MAP, pixel(18, 29))).isTrue();
        assertThat(new PointingGame(4.99 / 40).hit(MAP, pixel(18, 29))).isFalse();
    }

    @Test
    void thePublishedToleranceIsFifteenOfTwoHundredAndTwentyFour() {
        assertThat(PointingGame.PUBLISHED.tolerance(224, 300)).isEqualTo(15);
        assertThat(PointingGame.PUBLISHED.tolerance(640, 448)).isEqualTo(30);
        // 2.7 pixels of 40: pixel 17 is 2 away from the peak at 15, pixel 18 is 3.
        assertThat(PointingGame.PUBLISHED.hit(MAP, pixel(17, 25))).isTrue();
        assertThat(PointingGame.PUBLISHED.hit(MAP, pixel(18, 25))).isFalse();
    }

    @Test
    void noEvidenceAndNoObjectMiss() {
        assertThat(PointingGame.PUBLISHED.hit(map(0), pixel(15, 25))).isFalse();
        assertThat(PointingGame.PUBLISHED.hit(MAP, Mask.empty(40, 40))).isFalse();
    }

    @Test
    void refusesANegativeTolerance() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PointingGame(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PointingGame(Double.NaN));
    }
}
