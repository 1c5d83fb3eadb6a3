package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColormapTest {
    /** The tables that the polynomials approximate: first, middle and last entries as published. */
    @ParameterizedTest
    @CsvSource({
        "TURBO, 0.5, A4FC3C",
        "TURBO, 0, 30123B",
        "TURBO, 1, 7A0403",
        "INFERNO, 0, 000004",
        "INFERNO, 0.5, BC3754",
        "INFERNO, 1, FCFFA4",
        "JET, 0, 000080",
        "JET, 0.125, 0000FF",
        "JET, 0.5, 80FF80",
        "JET, 0.75, FF8000",
        "JET, 1, 800000"
    })
    void meetsThePublishedTable(Colormap colormap, double fraction, String hex) {
        int expected = Integer.parseInt(hex, 16);
        int actual = colormap.rgb(fraction);
        int tolerance = switch (colormap) {
            case JET -> 0;
            case INFERNO -> 5;
            // Turbo's polynomial gives away its ends for a closer fit between.
            case TURBO -> 32;
        };
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(actual >> shift & 255)
                    .as("%06X against %06X", actual, expected)
                    .isCloseTo(expected >> shift & 255, within(tolerance));
        }
    }

    @Test
    void infernoGrowsSteadilyInBrightness() {
        double before = -1;
        for (int i = 0; i <= 64; i++) {
            int rgb = Colormap.INFERNO.rgb(i / 64.0);
            double luminance = 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
            assertThat(luminance).isGreaterThan(before);
            before = luminance;
        }
    }

    @ParameterizedTest
    @EnumSource
    void clampsWhatLiesOutside(Colormap colormap) {
        assertThat(colormap.rgb(-3)).isEqualTo(colormap.rgb(0));
        assertThat(colormap.rgb(7)).isEqualTo(colormap.rgb(1));
    }
}
