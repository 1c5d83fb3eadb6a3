package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PrecisionProbeTest {
    @Test
    void theFirstStepCountsOnlyIfItIsAlone() {
        assertThat(PrecisionProbe.typical(9, 5, 1, 2, 4, 3)).isEqualTo(3);
        assertThat(PrecisionProbe.typical(9)).isEqualTo(9);
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
