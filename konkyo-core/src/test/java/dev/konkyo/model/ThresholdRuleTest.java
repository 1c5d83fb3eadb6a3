package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ThresholdRuleTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void separateScoresAreDividedInTheMiddle() {
        var rule = new ThresholdRule.EqualError();

        assertThat(rule.threshold(List.of(0.9f, 0.8f), List.of(0.2f, -0.4f, 0.1f))
                        .orElseThrow())
                .isCloseTo(0.5, CLOSE);
    }

    /** Cosines of embeddings that lie together, as they were rounded. */
    @Test
    void noThresholdLiesAboveOne() {
        List<Float> collapsed = List.of(1.0000001f, 1.0000001f);

        for (var rule : List.of(
                new ThresholdRule.TrueAccept(0.95),
                new ThresholdRule.FalseAccept(0.5),
                new ThresholdRule.EqualError())) {
            assertThat(rule.threshold(collapsed, collapsed).orElse(0)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void errorsAreEqualWhereScoresOverlap() {
        var rule = new ThresholdRule.EqualError();

        // Between 0.5 and 0.7 one of four own photos is lost and one of four others accepted.
        assertThat(rule.threshold(List.of(0.3f, 0.7f, 0.8f, 0.9f), List.of(0.1f, 0.2f, 0.5f, 0.75f))
                        .orElseThrow())
                .isCloseTo(0.6, CLOSE);
    }

    @Test
    void falseAcceptsStayBelowTheRate() {
        List<Float> own = List.of(0.3f, 0.7f, 0.8f, 0.9f);
        List<Float> foreign = List.of(0.1f, 0.2f, 0.5f, 0.75f);

        assertThat(new ThresholdRule.FalseAccept(0).threshold(own, foreign).orElseThrow())
                .isCloseTo(0.775, CLOSE);
        assertThat(new ThresholdRule.FalseAccept(0.5).threshold(own, foreign).orElseThrow())
                .isCloseTo(0.25, CLOSE);
    }

    @Test
    void withoutPhotosThereIsNoThreshold() {
        assertThat(new ThresholdRule.EqualError().threshold(List.of(), List.of(0.1f)))
                .isEmpty();
        assertThat(new ThresholdRule.None().threshold(List.of(1f), List.of(0f))).isEmpty();
        assertThat(new ThresholdRule.Fixed(0.25).threshold(List.of(), List.of()))
                .hasValue(0.25);
    }

    @Test
    void scoresBelowTheirThresholdAreUnknown() {
        var card = ModelCard.of("net", List.of("a", "b"), Preprocessing.stretched(8, 8))
                .withScores(ScoreKind.COSINE)
                .withThresholds(new Thresholds(List.of(0.5f, -0.2f), "given"));
        var logits = TensorData.ofFloats(Shape.of(3, 2), 0.4f, 0.1f, 0.1f, 0.4f, 0.5f, 0.1f);

        assertThat(Prediction.of(card, logits, 0).label()).isEqualTo("unknown");
        assertThat(Prediction.of(card, logits, 0).nearest()).isEqualTo("a");
        assertThat(Prediction.of(card, logits, 0).answer()).isEqualTo(2);
        assertThat(Prediction.of(card, logits, 1).label()).isEqualTo("b");
        assertThat(Prediction.of(card, logits, 2).label()).isEqualTo("a");
        assertThat(card.answers()).containsExactly("a", "b", "unknown");
    }

    @Test
    void aClassMayBeCalledUnknown() {
        var card = ModelCard.of("net", List.of("unknown", "b"), Preprocessing.stretched(8, 8))
                .withThresholds(Thresholds.same(2, 0.9f));

        assertThat(card.answers()).containsExactly("unknown", "b");
        assertThat(Prediction.of(card, TensorData.ofFloats(Shape.of(1, 2), 0, 0.1f), 0)
                        .answer())
                .isZero();
    }

    @Test
    void thresholdsOutsideTheScoresAreRefused() {
        var card = ModelCard.of("net", List.of("a", "b"), Preprocessing.stretched(8, 8));

        assertThatThrownBy(() -> card.withThresholds(Thresholds.same(2, -0.1f)))
                .hasMessage("a threshold for a probability lies in [0, 1], got -0.1");
        assertThatThrownBy(() -> card.withThresholds(Thresholds.same(3, 0.1f)))
                .hasMessage("expected a threshold for each of 2 classes, got 3");
        assertThatThrownBy(() -> new ThresholdRule.Fixed(1.5)).hasMessageContaining("got 1.5");
    }

    @Test
    void trueAcceptIsTheHighestThatEnoughOwnPhotosReach() {
        List<Float> own = List.of(0.9f, 0.5f, 0.8f, 0.7f, 0.6f);
        List<Float> none = List.of();

        assertThat(trueAccept(1, own)).isCloseTo(0.4999, CLOSE);
        assertThat(trueAccept(0.95, own)).isCloseTo(0.4999, CLOSE);
        assertThat(trueAccept(0.8, own)).isCloseTo(0.5999, CLOSE);
        assertThat(trueAccept(0.01, own)).isCloseTo(0.8999, CLOSE);
        assertThat(new ThresholdRule.TrueAccept(0.8).threshold(none, own)).isEmpty();
        assertThatThrownBy(() -> new ThresholdRule.TrueAccept(0)).hasMessageContaining("(0, 1], got 0.0");
    }

    private static double trueAccept(double rate, List<Float> own) {
        return new ThresholdRule.TrueAccept(rate).threshold(own, List.of()).orElseThrow();
    }

    @Test
    void roundingBetweenEnginesMakesNoOwnPhotoUnknown() {
        // One unit in the last place less, as another engine gives it.
        assertThat((float) trueAccept(1, List.of(0.5f, 0.7f))).isLessThan(Math.nextDown(0.5f));
        // A neighbour nearer than the slack stays on its side.
        assertThat(trueAccept(0.5, List.of(0.5f, 0.50005f))).isCloseTo(0.500025, CLOSE);
        assertThat(trueAccept(1, List.of(0.00001f))).isZero();
        assertThat(trueAccept(1, List.of(-0.5f))).isCloseTo(-0.5001, CLOSE);
    }

    @Test
    void falseAcceptsStayBelowTheRateWhereAnotherClassScoresHighest() {
        // Under any threshold between scores at least the photo with 0.9 is accepted, one of two.
        assertThat(new ThresholdRule.FalseAccept(0.1)
                        .threshold(List.of(0.5f, 0.6f), List.of(0.1f, 0.9f))
                        .orElseThrow())
                .isCloseTo(0.9001, CLOSE);
        assertThat(new ThresholdRule.FalseAccept(0)
                        .threshold(List.of(0.4f), List.of(0.4f))
                        .orElseThrow())
                .isCloseTo(0.4001, CLOSE);
    }

    @Test
    void ofEquallyGoodPlacesFalseAcceptTakesTheLowest() {
        // 0.15 and 0.5 both keep all own photos and accept no more than half of the others.
        assertThat(new ThresholdRule.FalseAccept(0.5)
                        .threshold(List.of(0.8f, 0.9f), List.of(-0.4f, 0.1f, 0.2f))
                        .orElseThrow())
                .isCloseTo(0.15, CLOSE);
    }
}
