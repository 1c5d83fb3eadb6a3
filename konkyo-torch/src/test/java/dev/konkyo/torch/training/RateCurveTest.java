package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class RateCurveTest {
    @Test
    void theSuggestionIsWhereTheLossFallsFastest() {
        // A logistic fall from 2 to 1 around 10^-3, steepest there, and a rise from 10^-1 on.
        RateCurve curve = curve(x -> 1 + 1 / (1 + Math.exp(4 * (x + 3))) + (x > -1 ? 5 * (x + 1) : 0));

        assertThat(Math.log10(curve.suggestion())).isCloseTo(-3, within(0.051));
        assertThat(Math.log10(curve.lowest().rate())).isCloseTo(-1, within(0.051));
    }

    @Test
    void aFallAfterTheLowestLossIsNotFollowed() {
        // A gentle fall to the lowest loss at 10^-3, then a peak whose far side is steep.
        RateCurve curve = curve(x -> x < -3 ? 1 - 0.1 * (x + 6) : 5 - 20 * Math.abs(x + 1) / 10);

        assertThat(Math.log10(curve.suggestion())).isLessThanOrEqualTo(-3);
    }

    @Test
    void aLossThatNeverFallsIsAnError() {
        assertThatThrownBy(() -> curve(x -> 7 + x).suggestion())
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("the loss falls at no rate");
        assertThatThrownBy(() -> new RateCurve(List.of(new RateCurve.Point(1, 1))).suggestion())
                .hasMessageStartingWith("the loss left all bounds after 1 steps");
    }

    @Test
    void aFallThatMayBeChanceIsNoSuggestion() {
        assertThatThrownBy(() -> curve(x -> 1.1 + 0.01 * Math.sin(9 * x) + (x > -2 ? x + 2 : 0))
                        .suggestion())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("may be chance");
    }

    @Test
    void theFirstPointsHaveNotSettled() {
        // One batch of low loss at the start, then the true fall around 10^-3.
        RateCurve curve = curve(x -> x < -5.7 ? 5 + 15 * (-5.7 - x) : 1 + 1 / (1 + Math.exp(4 * (x + 3))));

        assertThat(Math.log10(curve.suggestion())).isCloseTo(-3, within(0.051));
    }

    @Test
    void ratesRiseGeometrically() {
        assertThat(RateFinder.rate(0)).isEqualTo(1e-6);
        assertThat(RateFinder.rate(119)).isCloseTo(3, within(1e-9));
        assertThat(RateFinder.rate(41) / RateFinder.rate(40)).isCloseTo(Math.pow(3e6, 1.0 / 119), within(1e-9));
    }

    private static RateCurve curve(DoubleUnaryOperator loss) {
        List<RateCurve.Point> points = new ArrayList<>();
        for (int i = 0; i <= 120; i++) {
            double exponent = -6 + 0.05 * i;
            points.add(new RateCurve.Point(Math.pow(10, exponent), loss.applyAsDouble(exponent)));
        }
        return new RateCurve(points);
    }
}
