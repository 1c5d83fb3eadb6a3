package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TolerancesTest {
    private static final Preprocessing SIZE = Preprocessing.stretched(4, 4);

    private static Function<TensorData, Map<String, TensorData>> giving(float score, float evidence) {
        return _ -> Map.of(
                "scores", TensorData.ofFloats(Shape.of(1, 2), 1, score),
                "evidence", TensorData.ofFloats(Shape.of(1, 1, 2), 10, evidence));
    }

    /** A map may move by a fifth of its largest number and scores by a hundredth, each by its own. */
    @Test
    void eachOutputHasItsOwn() {
        var tolerances = new Tolerances(Map.of("scores", 0.01, "evidence", 0.2));
        var golden = Golden.of(List.of(new GoldenInput.Drawn(1)), tolerances, SIZE, giving(0.5f, 4));
        assertThat(golden.mismatch(SIZE, giving(0.509f, 5.9f))).isEmpty();
        assertThat(golden.mismatch(SIZE, giving(0.52f, 4)).orElseThrow()).contains("output 'scores', element 1");
        assertThat(golden.mismatch(SIZE, giving(0.5f, 6.1f)).orElseThrow()).contains("output 'evidence', element 1");
        assertThat(tolerances.of("embedding")).isEqualTo(Tolerances.USUAL);
    }

    @Test
    void sharesOutsideZeroAndOneAreRefused() {
        for (double wrong : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Tolerances(Map.of("scores", wrong)))
                    .hasMessage("a tolerance lies in (0, 1), got " + wrong + " for 'scores'");
        }
    }
}
