package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RejectingThresholdsTest {
    private static final List<String> LABELS = List.of("ng", "ok", "odd");

    @Test
    void aClassWithoutAnyAcceptedPhotoIsNamed() {
        var found = List.of(OptionalDouble.of(0.9001), OptionalDouble.of(0.5), OptionalDouble.empty());
        List<List<Float>> own = List.of(List.of(0.5f, 0.6f), List.of(0.4f, 0.6f), List.of());

        assertThat(DecisionFitting.rejecting(found, own, LABELS).orElseThrow())
                .startsWith("the threshold rejects every held-out photo of ng, which will always be unknown");
    }

    @Test
    void oneAcceptedPhotoIsEnough() {
        var found = List.of(OptionalDouble.of(0.6), OptionalDouble.of(0.5), OptionalDouble.of(0.5));
        List<List<Float>> own = List.of(List.of(0.5f, 0.7f), List.of(0.6f), List.of());

        assertThat(DecisionFitting.rejecting(found, own, LABELS)).isEmpty();
    }
}
