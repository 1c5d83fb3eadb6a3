package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoadTest {
    private static boolean[] removed(int places, int... at) {
        boolean[] removed = new boolean[places];
        for (int place : at) {
            removed[place] = true;
        }
        return removed;
    }

    @Test
    void oneMissingPixelIsTheWeightedMeanOfItsNeighbours() {
        // Beside: 1, 2, 3, 4 by 1/6; corners: 6, 12, 18, 24 by 1/12.
        float[] image = LinearModel.red(6, 1, 12, 2, 99, 3, 18, 4, 24);
        float[] filled = new LinearImputation().of(image, 3, 3).without(removed(9, 4));
        assertThat(filled[4]).isCloseTo((1 + 2 + 3 + 4) / 6f + (6 + 12 + 18 + 24) / 12f, within(1e-4f));
    }

    @Test
    void twoMissingPixelsSolveTheirSystem() {
        // Left column 1, the rest 0; x in the middle, y to its right at the edge, which has five neighbours of 2/3 in
        // all.
        // x - y/6 = 1/3 and 2/3 y - x/6 = 0, so x = 8/23 and y = 2/23.
        float[] image = LinearModel.red(1, 0, 0, 1, 9, 9, 1, 0, 0);
        float[] filled = new LinearImputation().of(image, 3, 3).without(removed(9, 4, 5));
        assertThat(filled[4]).isCloseTo(8 / 23f, within(1e-5f));
        assertThat(filled[5]).isCloseTo(2 / 23f, within(1e-5f));
    }

    @Test
    void everyImputedPixelSatisfiesItsEquation() {
        int side = 24;
        float[] image = new float[3 * side * side];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(0.7 * i + 0.01 * i * i);
        }
        boolean[] gone = new boolean[side * side];
        for (int i = 0; i < gone.length; i++) {
            gone[i] = i % side > 2 && i % 7 != 0;
        }
        float[] filled = new LinearImputation().of(image, side, side).without(gone);
        for (int i = 0; i < gone.length; i++) {
            if (gone[i]) {
                double sum = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int y = i / side + dy;
                        int x = i % side + dx;
                        if (y >= 0 && y < side && x >= 0 && x < side) {
                            double weight = dy == 0 && dx == 0 ? 0 : dy == 0 || dx == 0 ? 1 / 6.0 : 1 / 12.0;
                            sum += weight * (filled[i] - filled[y * side + x]);
                        }
                    }
                }
                assertThat(sum).isCloseTo(0, within(1e-4));
            }
        }
    }

    @Test
    void aSlopeIsRestored() {
        // A linear picture is the weighted mean of its neighbours everywhere inside.
        float[] image = new float[3 * 100];
        for (int i = 0; i < 100; i++) {
            image[i] = i % 10 + 2 * (i / 10);
        }
        boolean[] gone = new boolean[100];
        for (int y = 2; y < 8; y++) {
            Arrays.fill(gone, 10 * y + 2, 10 * y + 8, true);
        }
        float[] filled = new LinearImputation().of(image, 10, 10).without(gone);
        for (int i = 0; i < 100; i++) {
            assertThat(filled[i]).isCloseTo(image[i], within(1e-2f));
        }
    }

    @Test
    void aHoleInBlackIsBlackWhateverLiesBeyond() {
        float[] image = new float[3 * 64];
        for (int i = 0; i < 64; i++) {
            image[i] = i % 8 > 4 ? 1 : 0;
        }
        boolean[] gone = new boolean[64];
        gone[8 * 3 + 2] = true;
        gone[8 * 4 + 2] = true;
        float[] filled = new LinearImputation().of(image, 8, 8).without(gone);
        assertThat(filled[8 * 3 + 2]).isZero();
        assertThat(filled[8 * 4 + 2]).isZero();
    }

    @Test
    void aPhotoWithoutAnyPixelIsItsMeanColour() {
        boolean[] all = new boolean[9];
        Arrays.fill(all, true);
        float[] filled = new LinearImputation()
                .of(LinearModel.red(9, 0, 0, 0, 0, 0, 0, 0, 0), 3, 3)
                .without(all);
        assertThat(Arrays.copyOf(filled, 9)).containsOnly(1f);
    }

    @Test
    void aGoodMapKeepsTheScoreWhenTheRestIsImputed() {
        // One bright pixel in the middle of a dark photo carries the score; imputed, it is dark: MoRF 0, LeRF 1.
        float[] object = new float[25];
        object[12] = 1;
        float[] inverted = new float[25];
        Arrays.fill(inverted, 1);
        inverted[12] = 0;
        var model = new LinearModel(5, 5, object);
        var road = new Road(0, List.of(0.04, 0.2));
        var image = LinearModel.red(object);
        assertThat(road.of(model.trial(model.saying(object), image, 1)))
                .containsExactly(new double[] {0.5, 0, 1}, within(1e-6));
        assertThat(road.of(model.trial(model.saying(inverted), image, 1)))
                .containsExactly(new double[] {-0.5, 1, 0}, within(1e-6));
    }

    @Test
    void noiseIsAddedToImputedPixelsOnlyAndRepeats() {
        float[] ones = new float[400];
        Arrays.fill(ones, 1);
        var model = new LinearModel(20, 20, new float[400]);
        var sum = new LinearModel(20, 20, filled(1 / 800f));
        assertThat(new Road(1, List.of(0.5)).of(model.trial(model.pixels(1), LinearModel.red(ones), 1)))
                .containsExactly(0, 0, 0);
        double[] first = Road.PUBLISHED.of(sum.trial(sum.pixels(1), LinearModel.red(ones), 7));
        double[] again = Road.PUBLISHED.of(sum.trial(sum.pixels(1), LinearModel.red(ones), 7));
        assertThat(first).containsExactly(again);
        assertThat(first[1]).isNotEqualTo(0.5).isCloseTo(0.5, within(0.01));
    }

    private static float[] filled(float value) {
        float[] values = new float[400];
        Arrays.fill(values, value);
        return values;
    }
}
