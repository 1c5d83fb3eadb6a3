package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictionTest {
    private static final ModelCard CARD = ModelCard.of("tiny", List.of("ok", "ng"), Preprocessing.stretched(8, 8));

    @Test
    void theScoresOfARowAreItsSoftmax() {
        var logits = TensorData.ofFloats(Shape.of(2, 2), 5, 5, 0, (float) Math.log(3));

        Prediction second = Prediction.of(CARD, logits, 1);

        assertThat(second.label()).isEqualTo("ng");
        assertThat(second.score()).isEqualTo(0.75f);
        assertThat(Prediction.of(CARD, logits, 0).score()).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void scoresThatAreNoNumbersAreNoDecision(float broken) {
        assertThatThrownBy(() -> Prediction.of(CARD, TensorData.ofFloats(Shape.of(1, 2), 1, broken), 0))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no numbers")
                .hasMessageContaining("train it again");
    }
}
