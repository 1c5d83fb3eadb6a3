package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldResultTest {
    @Test
    void meanDeviationAndMedianByHand() {
        List<FoldResult> folds = List.of(fold(1, 7, 0.8), fold(2, 3, 1.0), fold(3, 5, 0.9), fold(4, 4, 0.7));

        assertThat(FoldResult.mean(folds)).isCloseTo(0.85, within(1e-12));
        // Squares 0.0025, 0.0225, 0.0025, 0.0225 over 3.
        assertThat(FoldResult.deviation(folds)).isCloseTo(Math.sqrt(0.05 / 3), within(1e-12));
        assertThat(FoldResult.medianEpoch(folds)).isEqualTo(4);
        assertThat(FoldResult.medianEpoch(folds.subList(0, 3))).isEqualTo(5);
    }

    private static FoldResult fold(int number, int epoch, double accuracy) {
        EpochTimes times = new EpochTimes(0, 0, 0, 0, 0);
        return new FoldResult(number, 9, new EpochResult(epoch, 1, 1, 1, 1, accuracy, 1, 0, 1, times));
    }
}
