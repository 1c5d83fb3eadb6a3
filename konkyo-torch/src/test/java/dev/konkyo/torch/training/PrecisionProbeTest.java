package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PrecisionProbeTest {
    private static double[] timed(double slowest, double... clock) {
        var ticks = Arrays.stream(clock).iterator();
        return PrecisionProbe.timed(slowest, ticks::nextDouble);
    }

    @Test
    void theFirstOfAllStepsDoesNotCount() {
        assertThat(timed(5, 9, 5, 1, 2, 4, 3)).containsExactly(9, 5, 1, 2, 4, 3);
        assertThat(PrecisionProbe.typical(9, 5, 1, 2, 4, 3)).isEqualTo(3);
    }

    /** The slowest step in float32 takes 1: the preparing one may take 10, any other 2. */
    @Test
    void theFirstStepMayTakeLongAndNoOther() {
        assertThat(timed(1, 10.5, 0.5)).containsExactly(10.5);
        assertThat(timed(1, 9.5, 2.5, 0.5)).containsExactly(9.5, 2.5);
        assertThat(timed(1, 9.5, 0.5, 2.5, 0.5)).containsExactly(9.5, 0.5, 2.5);
        assertThat(timed(1, 9.5, 0.5, 2, 0.5, 0.5, 0.5)).hasSize(6);
    }

    @Test
    void aStepThatIsSlowByAccidentDecidesNothing() {
        assertThat(PrecisionProbe.typical(10.5)).isEqualTo(10.5);
        assertThat(PrecisionProbe.typical(0.7, 2.5)).isEqualTo(0.7);
        assertThat(PrecisionProbe.typical(9.5, 2.5)).isEqualTo(2.5);
        assertThat(PrecisionProbe.typical(9.5, 0.5, 2.5)).isEqualTo(0.5);
        assertThat(PrecisionProbe.typical(9.5, 0.6, 0.5, 0.7, 2.5)).isEqualTo(0.5);
    }

    /** A processor without bfloat16 would take minutes for what one step tells. */
    @ParameterizedTest
    @EnumSource
    void aStepBeyondTheLimitIsTheLast(Precision precision) {
        TorchEngine.threads(1);
        TrainingStart start = TinyNetwork.start(List.of("ng", "ok"));
        TrainingPlan plan = TrainingPlan.standard(5).with(Course.of(1, 4));
        try (TorchNetwork network = new TorchNetwork(start.network())) {
            assertThat(PrecisionProbe.seconds(plan, start, network, precision, 0))
                    .hasSize(1);
        }
    }

    @Test
    void bfloat16MustSaveATenth() {
        assertThat(new PrecisionProbe(1, 0.89).better()).isEqualTo(Precision.BF16);
        assertThat(new PrecisionProbe(1, 0.91).better()).isEqualTo(Precision.FP32);
    }
}
