package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.model.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static Judgement judgement(float confidence, boolean right) {
        var prediction = new Prediction(0, List.of("a", "b"), List.of(confidence, 1 - confidence));
        var timing = new Timing(1, OptionalDouble.empty(), OptionalDouble.empty());
        return new Judgement(
                Path.of("photo.jpg"), right ? 0 : 1, Optional.empty(), prediction, Optional.empty(), timing);
    }

    /**
     * Fifteen bins of 1/15. 0.95 and 0.99 lie in the last: one of two right, mean confidence 0.97, gap 0.47. 0.62 and 0.64 lie in (0.6, 0.667]:
     * both right, mean 0.63, gap 0.37. 0.75 lies in (0.733, 0.8]: wrong, gap 0.75. Together (2 * 0.47 + 2 * 0.37 + 0.75) / 5 = 0.486.
     */
    @Test
    void theErrorIsTheOneWorkedByHand() {
        var calibration = Calibration.of(List.of(
                judgement(0.95f, true),
                judgement(0.99f, false),
                judgement(0.62f, true),
                judgement(0.64f, true),
                judgement(0.75f, false)));
        assertThat(calibration.bins()).hasSize(15);
        assertThat(calibration.filled()).extracting(Calibration.Bin::photos).containsExactly(2, 1, 2);
        assertThat(calibration.bins().get(9).accuracy()).isEqualTo(1);
        assertThat(calibration.expectedError()).isCloseTo(0.486, within(1e-7));
        assertThat(calibration.maximumError()).isCloseTo(0.75, within(1e-7));
    }

    @Test
    void aBinHoldsItsUpperEnd() {
        var calibration = Calibration.of(List.of(judgement(0.5f, true), judgement(1, true), judgement(0, false)), 2);
        assertThat(calibration.bins()).extracting(Calibration.Bin::photos).containsExactly(2, 1);
    }

    @Test
    void withoutPhotosThereIsNoError() {
        assertThat(Calibration.of(List.of()).expectedError()).isZero();
        assertThat(Calibration.of(List.of()).maximumError()).isZero();
    }
}
