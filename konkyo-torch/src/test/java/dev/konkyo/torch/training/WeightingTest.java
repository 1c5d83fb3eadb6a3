package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WeightingTest {
    @Test
    void inverseFrequency() {
        // 1/10 and 1/30, scaled to the sum 2.
        assertThat(new Weighting.InverseFrequency().weights(List.of(10, 30)).values())
                .containsExactly(1.5, 0.5);
    }

    @Test
    void effectiveNumberIsEquationTwoOfThePaper() {
        // beta 1/2: E(1) = 1, E(2) = 1.5; the inverses 1 and 2/3, scaled to the sum 2.
        List<Double> weights =
                new Weighting.EffectiveNumber(0.5).weights(List.of(1, 2)).values();
        assertThat(weights.get(0)).isCloseTo(1.2, within(1e-12));
        assertThat(weights.get(1)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void effectiveNumberLiesBetweenAllAlikeAndTheInverseFrequency() {
        assertThat(new Weighting.EffectiveNumber(0).weights(List.of(3, 9, 1)).values())
                .containsExactly(1.0, 1.0, 1.0);
        List<Double> nearly =
                new Weighting.EffectiveNumber(1 - 1e-9).weights(List.of(10, 30)).values();
        assertThat(nearly.get(0)).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void aClassWithoutPhotosHasNoWeight() {
        assertThat(new Weighting.InverseFrequency().weights(List.of(5, 0, 5)).values())
                .containsExactly(1.0, 0.0, 1.0);
        assertThatThrownBy(() -> new Weighting.EffectiveNumber(1)).hasMessageContaining("beta in [0, 1), got 1.0");
    }
}
