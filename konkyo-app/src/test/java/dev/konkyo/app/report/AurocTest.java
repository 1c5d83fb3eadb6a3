package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.model.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AurocTest {
    @Test
    void isTheShareOfPairsThatAreRankedRight() {
        // 0.9 lies above all three, 0.4 above 0.1 only and level with 0.4: (3 + 1 + 1/2) of 6 pairs.
        double[] positives = {0.9, 0.4};
        double[] negatives = {0.4, 0.1, 0.7};
        assertThat(Auroc.area(positives, negatives)).isEqualTo(4.5 / 6);
        assertThat(Auroc.area(negatives, positives)).isEqualTo(1.5 / 6);
        assertThat(Auroc.area(new double[] {1}, new double[] {0})).isEqualTo(1);
        assertThat(Auroc.area(new double[] {0}, new double[] {1})).isZero();
        assertThat(Auroc.area(new double[] {3, 3}, new double[] {3})).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithCountingEveryPair(long seed) {
        var random = new Random(seed);
        double[] positives = random.ints(40, 0, 12).asDoubleStream().toArray();
        double[] negatives = random.ints(25, 0, 9).asDoubleStream().toArray();
        double counted = 0;
        for (double high : positives) {
            for (double low : negatives) {
                counted += high > low ? 1.0 : high == low ? 0.5 : 0.0;
            }
        }
        assertThat(Auroc.area(positives, negatives)).isCloseTo(counted / 1000.0, within(1e-12));
    }

    @Test
    void isTheSameWhicheverLabelIsPositive() {
        var judgements = List.of(judgement(0, 0.8f, 0.2f), judgement(0, 0.3f, 0.7f), judgement(1, 0.4f, 0.6f));
        var turned = List.of(judgement(1, 0.2f, 0.8f), judgement(1, 0.7f, 0.3f), judgement(0, 0.6f, 0.4f));
        assertThat(Auroc.of(judgements)).hasValue(0.5);
        assertThat(Auroc.of(turned)).hasValue(0.5);
    }

    @Test
    void cosinesAreRankedByTheirLead() {
        // Of the second label's cosines alone, 0.5 of the first class would lie above 0.3 of the second.
        assertThat(Auroc.of(List.of(judgement(0, 0.9f, 0.5f), judgement(1, -0.2f, 0.3f))))
                .hasValue(1);
    }

    @Test
    void photosOfNothingButTwoLabelsAreAskedFor() {
        assertThat(Auroc.of(List.of())).isEmpty();
        assertThat(Auroc.of(List.of(judgement(1, 0.1f, 0.9f)))).isEmpty();
        assertThat(Auroc.of(List.of(judgement(0, 0.9f, 0.1f), judgement(1, 0.1f, 0.9f), judgement(2, 0.5f, 0.5f))))
                .as("a photo of no label, which the model should call unknown")
                .isEmpty();
        assertThat(Auroc.of(List.of(judgement(0, 0.9f, 0.1f, 0f), judgement(1, 0.1f, 0.9f, 0f))))
                .as("a model of three labels")
                .isEmpty();
    }

    private static Judgement judgement(int truth, Float... scores) {
        var labels = new ArrayList<>(List.of("ng", "ok", "other").subList(0, scores.length));
        int best = IntStream.range(0, scores.length).reduce(0, (a, b) -> scores[b] > scores[a] ? b : a);
        return new Judgement(
                Path.of("photo.png"),
                truth,
                Optional.empty(),
                new Prediction(best, labels, List.of(scores)),
                Optional.empty(),
                new Timing(0, OptionalDouble.empty(), OptionalDouble.empty()));
    }
}
