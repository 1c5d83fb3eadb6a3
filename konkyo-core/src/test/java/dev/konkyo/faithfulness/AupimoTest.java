package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Mask;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AupimoTest {
    /** An OK photo of a million pixels with so many of 5, so many of 3, and 0 elsewhere. */
    private static Clean clean(int fives, int threes) {
        return clean(1000, fives, threes);
    }

    private static Clean clean(int side, int fives, int threes) {
        float[] values = new float[side * side];
        Arrays.fill(values, 0, fives, 5);
        Arrays.fill(values, fives, fives + threes, 3);
        return new Clean(Heatmap.over(side, side, side, side, values, Unit.SCORE), side, side);
    }

    /** Four marked pixels with evidence 6, 4, 2, 1, and one unmarked with 100. */
    private static final Located PHOTO = Located.of(
            Heatmap.over(1, 5, 1, 5, new float[] {6, 4, 2, 1, 100}, Unit.SCORE),
            new Mask(1, 5, new boolean[] {true, true, true, true, false}));

    @Test
    void aStaircaseOfOneStepIsItsOverlap() {
        // 1e-5 of the pixels are 5 and 9e-5 are 3: over the whole range the threshold is 3, and two of four lie above.
        assertThat(new Aupimo(List.of(clean(10, 90))).observe(PHOTO)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void stepsAreWeighedByTheirLengthOnALogarithmicScale() {
        // From 1e-5 to 3e-5 the threshold is 5 (one of four above), from there to 1e-4 it is 3 (two of four).
        double expected = (0.25 * Math.log(3) + 0.5 * Math.log(10 / 3.0)) / Math.log(10);
        assertThat(new Aupimo(List.of(clean(30, 70))).observe(PHOTO)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theShareIsTheMeanOfThePhotosShares() {
        // A small photo has 3 of 40,000 pixels at 5: 7.5e-5 of it, 3.75e-5 as the mean with a photo without any.
        var photos = List.of(clean(200, 3, 0), clean(0, 0));
        double expected = (0.25 * Math.log(3.75) + 1 * Math.log(10 / 3.75)) / Math.log(10);
        assertThat(new Aupimo(photos).observe(PHOTO)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void perfectInvertedAndConstantMaps() {
        var metric = new Aupimo(List.of(clean(0, 0)));
        assertThat(metric.observe(PHOTO)).isEqualTo(1);
        assertThat(metric.observe(located(-1))).isZero();
        // As strong as what OK photos show everywhere is no evidence.
        assertThat(metric.observe(located(0))).isZero();
        assertThat(metric.value(List.of(1.0, 0.0, 0.5))).isEqualTo(0.5);
    }

    private static Located located(float value) {
        float[] values = new float[4];
        Arrays.fill(values, value);
        return Located.of(
                Heatmap.over(2, 2, 2, 2, values, Unit.SCORE), new Mask(2, 2, new boolean[] {true, false, false, true}));
    }

    @Test
    void tooFewPixelsGiveNoNumberAndAReason() {
        var metric = new Aupimo(List.of(clean(100, 1, 0)));
        assertThat(metric.observe(PHOTO)).isNaN();
        assertThat(metric.missing())
                .hasValue("AUPIMO needs photos without defects of at least 100,000 pixels together, got 10,000");
        assertThat(new Aupimo(List.of()).missing()).isPresent();
        assertThat(new Aupimo(List.of(clean(400, 0, 0))).missing()).isEmpty();
    }
}
