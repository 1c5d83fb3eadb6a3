package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.image.Box;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ScoresOnly;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where maps lie of a model whose own maps cover the middle of the input, as in networks without padding. */
class ContenderTest {
    private static final int SIDE = 8;
    private static final Box PHOTO = Box.whole(80, 160);

    private final LinearModel linear = new LinearModel(SIDE, SIDE, new float[SIDE * SIDE]);
    private final Classifier model = ScoresOnly.ofTheMiddle(linear);
    private final float[] image = new float[3 * SIDE * SIDE];

    private Contender baseline(String name) {
        EvidenceMethod method = name.equals(CentredGaussian.NAME)
                ? new CentredGaussian(model, 4, 4)
                : new RandomMap(model, 4, 4, new SplittableRandom(2));
        return new Contender(name, method, true);
    }

    private Trial trial(Contender contender) {
        return new Trial(new Scorer(model, 4), contender, image, 0, 0.5, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {CentredGaussian.NAME, RandomMap.NAME})
    void aBaselineGuessesInTheWholePhoto(String name) {
        assertThat(new Observations(baseline(name), List.of())
                        .map(image, 0, model, PHOTO)
                        .placement())
                .isEqualTo(PHOTO);
        assertThat(trial(baseline(name)).map()).hasSize(SIDE * SIDE).doesNotContain(0);
    }

    @Test
    void theGaussianSpreadsOverTheSides() {
        // The first cell's centre lies 3/8 of a side, 1.5 deviations, from the middle on both axes.
        assertThat(trial(baseline(CentredGaussian.NAME)).map()[0]).isCloseTo((float) Math.exp(-2.25), within(1e-6f));
    }

    @Test
    void aMethodsMapLiesWhereTheModelSees() {
        var contender = new Contender("same", linear.saying(ones()), false);
        assertThat(new Observations(contender, List.of())
                        .map(image, 0, model, PHOTO)
                        .placement())
                .isEqualTo(new Box(40, 20, 80, 40));
        float[] map = trial(contender).map();
        for (int i = 0; i < map.length; i++) {
            boolean inside = i / SIDE >= 2 && i / SIDE < 6 && i % SIDE >= 2 && i % SIDE < 6;
            assertThat(map[i]).as("pixel %d", i).isEqualTo(inside ? 1 : 0);
        }
    }

    private static float[] ones() {
        float[] ones = new float[SIDE * SIDE];
        Arrays.fill(ones, 1);
        return ones;
    }
}
