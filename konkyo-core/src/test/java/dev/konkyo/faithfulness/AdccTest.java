package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdccTest {
    private final LinearModel model = new LinearModel(1, 4, 0.5f, 0.5f, 0, 0);
    private final float[] image = LinearModel.red(1, 1, 1, 1);

    @Test
    void theHarmonicMeanOfEqualPartsIsThePart() {
        assertThat(Adcc.adcc(0.8, 0.2, 0.2)).isCloseTo(0.8, within(1e-12));
        // 3 / (1/0.5 + 1/0.75 + 1/1) = 3 / (13/3).
        assertThat(Adcc.adcc(0.5, 0.25, 0)).isCloseTo(9 / 13.0, within(1e-12));
        assertThat(Adcc.adcc(1, 0, 1)).isZero();
    }

    @Test
    void aMapThatNeverChangesIsCoherent() {
        // Drop: through the map [1, 0.5, 0, 0] the score falls from 1 to 0.75. Complexity: 1.5 / 4.
        double[] found = new Adcc().of(model.trial(model.saying(4, 3, 2, 2), image, 1));
        assertThat(found[1]).isCloseTo(1, within(1e-6));
        assertThat(found[2]).isCloseTo(0.375, within(1e-6));
        assertThat(found[0]).isCloseTo(3 / (1 + 1 / 0.625 + 1 / 0.75), within(1e-6));
    }

    @Test
    void theOppositeMapIsIncoherentAndAConstantOneUndecided() {
        float[] map = {1, 0.5f, 0, 0};
        assertThat(Adcc.coherency(map, new float[] {0, 0.5f, 1, 1})).isCloseTo(0, within(1e-6));
        assertThat(Adcc.coherency(map, new float[4])).isEqualTo(0.5);
        double[] constant = new Adcc().of(model.trial(model.saying(2, 2, 2, 2), image, 1));
        assertThat(constant).containsExactly(new double[] {0, 0.5, 0}, within(1e-6));
    }

    @Test
    void sensitivityIsTheLargestRelativeChange() {
        assertThat(MaxSensitivity.STANDARD.of(model.trial(model.saying(1, 2, 3, 4), image, 1)))
                .containsExactly(0);
        // A map that is the photo changes by at most the radius everywhere: 0.1 * 2 of a length of 2.
        double found = new MaxSensitivity(0.1, 200).of(model.trial(model.pixels(1), image, 1))[0];
        assertThat(found).isBetween(0.07, 0.1);
        assertThat(new MaxSensitivity(0.1, 200).of(model.trial(model.pixels(5), image, 1))[0])
                .isCloseTo(found, within(1e-6));
        assertThat(MaxSensitivity.STANDARD.of(model.trial(model.saying(0, 0, 0, 0), image, 1)))
                .containsExactly(Double.NaN);
    }
}
