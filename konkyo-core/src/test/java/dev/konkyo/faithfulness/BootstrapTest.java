package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private final Bootstrap bootstrap = Bootstrap.standard(1);

    private static double[] draws(int count, double mean, double deviation) {
        var random = new SplittableRandom(5);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = mean + deviation * random.nextGaussian();
        }
        return values;
    }

    @Test
    void theIntervalOfAMeanIsThatOfTheNormalDistribution() {
        double[] values = draws(400, 3, 2);
        var estimate = bootstrap.of(Series.mean(values));
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / 400;
            square += value * value / 400;
        }
        double half = 1.96 * Math.sqrt((square - mean * mean) / 400);
        assertThat(estimate.value()).isCloseTo(mean, within(1e-9));
        assertThat(estimate.low()).isCloseTo(mean - half, within(0.1 * half));
        assertThat(estimate.high()).isCloseTo(mean + half, within(0.1 * half));
        assertThat(estimate.photos()).isEqualTo(400);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        var series = Series.mean(draws(20, 0, 1));
        assertThat(bootstrap.of(series)).isEqualTo(bootstrap.of(series));
        assertThat(Bootstrap.standard(2).of(series).low())
                .isNotEqualTo(bootstrap.of(series).low());
    }

    @Test
    void aPairedDifferenceForgetsWhatPhotosShare() {
        double[] first = draws(50, 0, 10);
        double[] second = first.clone();
        for (int i = 0; i < second.length; i++) {
            second[i] -= 1;
        }
        var difference = bootstrap.difference(Series.mean(first), Series.mean(second));
        assertThat(difference.value()).isCloseTo(1, within(1e-9));
        assertThat(difference.high() - difference.low()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aDifferenceRestsOnThePhotosThatBothHave() {
        // The second photo is difficult to all; the first number has none of it.
        var difference = bootstrap.difference(Series.mean(1, Double.NaN, 1), Series.mean(2, -100, 2));
        assertThat(difference.value()).isCloseTo(-1, within(1e-12));
        assertThat(difference.low()).isCloseTo(-1, within(1e-12));
        assertThat(difference.high()).isCloseTo(-1, within(1e-12));
        assertThat(difference.photos()).isEqualTo(2);
        var none = bootstrap.difference(Series.mean(1, Double.NaN), Series.mean(Double.NaN, 1));
        assertThat(none.value()).isNaN();
        assertThat(none.photos()).isZero();
    }

    @Test
    void photosWithoutANumberAreLeftOut() {
        var estimate = bootstrap.of(Series.mean(1, Double.NaN, 3));
        assertThat(estimate.value()).isEqualTo(2);
        assertThat(estimate.photos()).isEqualTo(2);
        assertThat(bootstrap.of(Series.mean(Double.NaN)).value()).isNaN();
        assertThat(bootstrap.of(Series.mean()).low()).isNaN();
        var one = bootstrap.of(Series.mean(4));
        assertThat(one.value()).isEqualTo(4);
        assertThat(one.bounded()).isFalse();
    }

    @Test
    void anyStatisticCanBeDrawn() {
        var range = Series.of(
                List.of(1, 5, 9),
                photos -> photos.stream().mapToInt(Integer::intValue).max().orElseThrow());
        var estimate = bootstrap.of(range);
        assertThat(estimate.value()).isEqualTo(9);
        assertThat(estimate.low()).isEqualTo(1);
        assertThat(estimate.high()).isEqualTo(9);
    }

    @Test
    void refusesWhatMakesNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(0, 0.95, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(10, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.difference(Series.mean(1, 2), Series.mean(1)))
                .withMessageContaining("got 2 and 1");
    }
}
