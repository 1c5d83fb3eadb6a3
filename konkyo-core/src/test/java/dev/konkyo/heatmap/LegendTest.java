package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegendTest {
    private static final Legend LEGEND = new Legend(new EvidenceScale(2, 10), Colormap.TURBO, Unit.SCORE);

    /** How many pixels have a colour rather than a shade of the night background. */
    private static long coloured(Image image) {
        long count = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                count += Math.abs(image.at(y, x, 0) - image.at(y, x, 2)) > 40 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void runsThroughTheColoursFromLeftToRight() {
        // At 400 wide letters are 11 high, so the bar spans x 9 to 391 and y 9 to 17.
        Image strip = LEGEND.strip(400, 3);
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            int rgb = Colormap.TURBO.rgb(share);
            int x = (int) (9 + share * 382);
            assertThat(Math.abs(strip.at(13, x, 0) - (rgb >> 16))).isLessThan(6);
            assertThat(Math.abs(strip.at(13, x, 2) - (rgb & 255))).isLessThan(6);
        }
    }

    @Test
    void theMarkStandsAtTheStrongestEvidence() {
        // 4 lies a quarter of the way: x = 9 + 95.5; the mark's upper edge is chalk, the background beside it dark.
        Image strip = LEGEND.strip(400, 4);
        assertThat(strip.at(5, 104, 0)).isGreaterThan(200);
        assertThat(strip.at(5, 200, 0)).isLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(floats = {-7, 0, 1, 2})
    void withoutEvidenceOnTheScaleThereIsNoColour(float strongest) {
        assertThat(coloured(LEGEND.strip(400, strongest))).isZero();
        assertThat(coloured(LEGEND.strip(400, 2.5f))).isGreaterThan(1000);
    }

    @Test
    void saysWhetherThereIsNoEvidenceOrTooLittle() {
        assumeTrue(new Lettering(12).width("0") > 0, "this machine has no fonts");
        assertThat(LEGEND.strip(400, 1)).isNotEqualTo(LEGEND.strip(400, -1));
        assertThat(LEGEND.strip(160, 1)).isNotEqualTo(LEGEND.strip(160, -1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "0.1, 0.1", "12.345, 12.3", "-0.03125, -0.0313", "123456, 123000", "20, 20"})
    void numbersHaveThreeDigits(float value, String text) {
        assertThat(Lettering.number(value)).isEqualTo(text);
    }

    @Test
    void refusesAStripThatIsTooNarrow() {
        assertThatIllegalArgumentException().isThrownBy(() -> LEGEND.strip(50, 1));
    }
}
