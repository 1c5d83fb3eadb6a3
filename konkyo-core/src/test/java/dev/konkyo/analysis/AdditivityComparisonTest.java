package dev.konkyo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.image.Image;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdditivityComparisonTest {
    private static final int SIDE = 32;
    private static final List<String> LABELS = List.of("this", "other");

    private static final PixelModel ADDITIVE = new PixelModel(SIDE, SIDE, LABELS, red -> {
        float sum = 10;
        for (int i = 0; i < red.length; i++) {
            sum += (i % 7 - 2) * red[i] / red.length;
        }
        return new float[] {sum, 0};
    });

    /** Says that the brightest pixel counts, and nothing else. */
    private static final PixelModel BRIGHTEST = new PixelModel(SIDE, SIDE, LABELS, red -> {
        float most = 0;
        for (float value : red) {
            most = Math.max(most, value);
        }
        return new float[] {10 + most, 0};
    });

    private static Image noise(RandomGenerator random) {
        int[] red = random.ints(SIDE * SIDE, 0, 200).toArray();
        int bright = random.nextInt(SIDE * SIDE / 2);
        red[bright] = 255;
        red[bright + SIDE * SIDE / 3] = 230;
        return PixelModel.red(SIDE, SIDE, red);
    }

    @Test
    void aSumOverPlacesIsAdditiveExactlyAndAMaximumIsNot() {
        var pair = PixelModel.pair(ADDITIVE, BRIGHTEST);
        var comparison = new AdditivityComparison(pair, 1);
        var random = new SplittableRandom(2);
        for (int i = 0; i < 12; i++) {
            comparison.add(pair.judge(noise(random), 0));
        }
        var result = comparison.result(Bootstrap.standard(1));
        assertThat(result.correlation().first().value()).isCloseTo(1, within(1e-6));
        assertThat(result.correlation().second().value()).isLessThan(0.95);
        assertThat(result.settings()).hasSize(9).allSatisfy(setting -> {
            assertThat(setting.correlation().first()).isCloseTo(1, within(1e-3));
            assertThat(setting.interaction().first()).isCloseTo(0, within(1e-3));
        });
        assertThat(result.settings()).extracting(Additivity.Setting::side).contains(2, 4, 8);
        assertThat(result.settings()).extracting(Additivity.Setting::gap).contains(0, 4, 8);
        assertThat(result.points().first()).hasSize(12 * 9 * 2);
    }

    /** Four patches fill the picture: each alone takes a part of the red, together they take all but the mean, which is the same amount. */
    @Test
    void theFallsAreThoseOfTheClassThatTheModelSees() {
        // Red is 255 in the left upper pixel; masked alone it falls to the mean 64 (63.75 rounded), the others rise to
        // it.
        var model = new PixelModel(2, 2, LABELS, red -> new float[] {4 * red[0] * red[0], 0});
        var pair = PixelModel.pair(model, model);
        var comparison = new AdditivityComparison(pair, List.of(new MaskQuartet(1, 0)), 1);
        comparison.add(pair.judge(PixelModel.red(2, 2, 255, 0, 0, 0), 0));
        var point = comparison.result(Bootstrap.standard(1)).points().first().getFirst();
        double fall = 4 * (1 - Math.pow(64 / 255.0, 2));
        assertThat(point.sum()).isCloseTo(fall, within(1e-5));
        assertThat(point.together()).isCloseTo(fall, within(1e-5));
        var inverted = new PixelModel(2, 2, LABELS, red -> new float[] {-4 * red[0] - 1, 0});
        var other = PixelModel.pair(inverted, inverted);
        var inner = new AdditivityComparison(other, List.of(new MaskQuartet(1, 0)), 1);
        inner.add(other.judge(PixelModel.red(2, 2, 255, 0, 0, 0), 0));
        assertThat(inner.result(Bootstrap.standard(1)).points().first().getFirst())
                .as("what the model sees is the other class, whose score no mask changes")
                .isEqualTo(new Additivity.Point(0, 0));
    }

    @Test
    void aModelThatNoMaskTouchesHasNoCorrelation() {
        var still = new PixelModel(SIDE, SIDE, LABELS, _ -> new float[] {1, 0});
        var pair = PixelModel.pair(still, still);
        var comparison = new AdditivityComparison(pair, 1);
        comparison.add(pair.judge(noise(new SplittableRandom(1)), 0));
        comparison.add(pair.judge(noise(new SplittableRandom(2)), 0));
        var result = comparison.result(Bootstrap.standard(1));
        assertThat(result.correlation().first().value()).isNaN();
        assertThat(result.settings().getFirst().interaction().first()).isNaN();
    }

    @Test
    void quartetsLieWhereTheyShould() {
        var masked = new MaskQuartet(2, 3).of(Image.filled(7, 7, 10, 20, 30), new SplittableRandom(1));
        assertThat(masked).hasSize(5).allMatch(Image.filled(7, 7, 10, 20, 30)::equals);
        int[] red = new int[49];
        red[0] = 245;
        var corner = new MaskQuartet(2, 3).of(PixelModel.red(7, 7, red), new SplittableRandom(1));
        // The mean of red is 5: the four corners of the picture get it.
        assertThat(corner.get(0).at(0, 0, 0)).isEqualTo(5);
        assertThat(corner.get(1).at(0, 5, 0)).isEqualTo(5);
        assertThat(corner.get(2).at(6, 1, 0)).isEqualTo(5);
        assertThat(corner.get(3).at(5, 6, 0)).isEqualTo(5);
        assertThat(corner.get(3).at(0, 0, 0)).isEqualTo(245);
        assertThat(corner.get(4).at(0, 0, 0)).isEqualTo(5);
        assertThat(corner.get(4).at(6, 6, 0)).isEqualTo(5);
        assertThat(corner.get(4).at(2, 2, 0)).isZero();
        assertThatThrownBy(() -> new MaskQuartet(0, 1)).hasMessageContaining("at least 1 pixel");
    }
}
