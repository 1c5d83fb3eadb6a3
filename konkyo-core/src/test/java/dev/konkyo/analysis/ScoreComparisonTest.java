package dev.konkyo.analysis;

import static dev.konkyo.analysis.PixelModel.judged;
import static dev.konkyo.analysis.PixelModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.faithfulness.Bootstrap;
import org.junit.jupiter.api.Test;

class ScoreComparisonTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard(1);

    @Test
    void modelsThatDifferInScaleAndOffsetCorrelateFully() {
        var comparison = new ScoreComparison(2);
        comparison.add(judged(0, scores(1.0, 2.0), scores(3.0, 5.0)));
        comparison.add(judged(1, scores(4.0, -3.0), scores(9.0, -5.0)));
        var result = comparison.result(BOOTSTRAP);
        assertThat(result.correlation().value()).isCloseTo(1, within(1e-12));
        assertThat(result.perClass()).allSatisfy(r -> assertThat(r).isCloseTo(1, within(1e-12)));
        assertThat(result.sameAnswer().value()).isEqualTo(1);
        assertThat(result.points()).hasSize(4).contains(new ScoreAgreement.Point(1, -3.0, -5.0));
    }

    @Test
    void modelsThatContradictEachOtherCorrelateNegatively() {
        var comparison = new ScoreComparison(2);
        comparison.add(judged(0, scores(1.0, 2.0), scores(-1.0, -2.0)));
        comparison.add(judged(1, scores(4.0, -3.0), scores(-4.0, 3.0)));
        var result = comparison.result(BOOTSTRAP);
        assertThat(result.correlation().value()).isCloseTo(-1, within(1e-12));
        assertThat(result.sameAnswer().value()).isZero();
    }

    @Test
    void theCorrelationIsPearsons() {
        // x = 1, 2, 3, 4 and y = 1, 3, 2, 4: the sum of products of the distances is 4, both sums of squares are 5.
        var comparison = new ScoreComparison(2);
        comparison.add(judged(0, scores(1.0, 2.0), scores(1.0, 3.0)));
        comparison.add(judged(0, scores(3.0, 4.0), scores(2.0, 4.0)));
        assertThat(comparison.result(BOOTSTRAP).correlation().value()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void aModelThatAlwaysSaysTheSameCorrelatesWithNothing() {
        var comparison = new ScoreComparison(2);
        comparison.add(judged(0, scores(1.1, 1.1), scores(1.0, 3.0)));
        comparison.add(judged(0, scores(1.1, 1.1), scores(2.0, 4.0)));
        assertThat(comparison.result(BOOTSTRAP).correlation().value()).isNaN();
    }

    @Test
    void partsOfAFarAwayCloudJoinWithoutLosingIt() {
        var joined = Moments.NONE;
        var offset = 1e6;
        for (int i = 0; i < 1000; i++) {
            joined = joined.plus(
                    Moments.of(offset + i, offset - (i % 2 == 0 ? i : -i)).with(offset + i, offset));
        }
        // Every second pair has no spread in y of its own; worked out with the means taken off beforehand.
        double xy = 0;
        double xx = 0;
        double yy = 0;
        double meanY = -(0.0 - 500) / 2000;
        for (int i = 0; i < 1000; i++) {
            double x = i - 499.5;
            double y = (i % 2 == 0 ? -i : i) - meanY;
            xy += x * (y - meanY);
            xx += 2 * x * x;
            yy += y * y + meanY * meanY;
        }
        assertThat(joined.correlation()).isCloseTo(xy / Math.sqrt(xx * yy), within(1e-9));
    }
}
