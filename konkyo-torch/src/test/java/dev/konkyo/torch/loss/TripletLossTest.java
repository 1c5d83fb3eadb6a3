package dev.konkyo.torch.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.loss.TripletLoss.Margin;
import dev.konkyo.torch.loss.TripletLoss.Mining;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TripletLossTest {
    /**
     * Two of each class. Squared distances: ab 0.4, ac 2, ad 4, bc 0.8, bd 3.6, cd 2.
     */
    private static final double[] FOUR = {1, 0, 0.8, 0.6, 0, 1, -1, 0};

    @Test
    void batchHardTakesTheFarthestFriendAndTheNearestFoe() {
        TripletLoss loss = new TripletLoss(Mining.BATCH_HARD, new Margin.Hard(0.2));

        // Only c learns: its friend is sqrt(2) away, its nearest foe b sqrt(0.8).
        assertThat(LossChecks.of(loss, FOUR, 2, 2, 0, 0, 1, 1))
                .isCloseTo((Math.sqrt(2) - Math.sqrt(0.8) + 0.2) / 4, within(1e-12));
    }

    @Test
    void theSoftMarginNeverEnds() {
        TripletLoss loss = new TripletLoss(Mining.BATCH_HARD, new Margin.Soft());
        double[] differences = {
            Math.sqrt(0.4) - Math.sqrt(2),
            Math.sqrt(0.4) - Math.sqrt(0.8),
            Math.sqrt(2) - Math.sqrt(0.8),
            Math.sqrt(2) - Math.sqrt(3.6)
        };
        double mean = 0;
        for (double difference : differences) {
            mean += Math.log(1 + Math.exp(difference)) / 4;
        }

        assertThat(LossChecks.of(loss, FOUR, 2, 2, 0, 0, 1, 1)).isCloseTo(mean, within(1e-12));
    }

    @Test
    void semiHardTakesTheNearestFoeBeyondTheFriend() {
        TripletLoss loss = new TripletLoss(Mining.SEMI_HARD, new Margin.Hard(1));

        // ab: foe at 2, 0. ba: foe at 0.8, 0.6. cd: no foe beyond 2, so the farthest at 2, 1. dc: foe at 3.6, 0.
        assertThat(LossChecks.of(loss, FOUR, 2, 2, 0, 0, 1, 1)).isCloseTo((0.6 + 1) / 4, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void photosWithoutAFriendOrFoeDoNotCount(TripletLoss loss) {
        double[] lone = {1, 0, 0.8, 0.6, 0, 1, -1, 0, 0.6, -0.8};

        assertThat(LossChecks.of(loss, new double[] {1, 0, 0, 1}, 2, 2, 0, 1)).isZero();
        assertThat(LossChecks.of(loss, new double[] {1, 0, 0, 1}, 2, 2, 1, 1)).isZero();
        try (TensorScope _ = new TensorScope()) {
            var each = loss.perPhoto(LossChecks.tensor(lone, 2), Targets.of(new long[] {0, 0, 1, 1, 2}, 3));
            assertThat(each.narrow(0, 4, 1).item_double()).isZero();
            assertThat(loss.of(LossChecks.tensor(lone, 2), Targets.of(new long[] {0, 0, 1, 1, 2}, 3))
                            .item_double())
                    .isCloseTo(each.sum().item_double() / 4, within(1e-12));
        }
    }

    static Stream<TripletLoss> losses() {
        return Stream.of(
                new TripletLoss(Mining.BATCH_HARD, new Margin.Hard(0.5)),
                new TripletLoss(Mining.BATCH_HARD, new Margin.Soft()),
                new TripletLoss(Mining.SEMI_HARD, new Margin.Hard(0.8)),
                new TripletLoss(Mining.SEMI_HARD, new Margin.Soft()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAgreeWithCentralDifferences(TripletLoss loss) {
        double[] embeddings = new Random(5).doubles(21, -1, 1).toArray();
        for (int row = 0; row < 7; row++) {
            double length =
                    Math.hypot(Math.hypot(embeddings[3 * row], embeddings[3 * row + 1]), embeddings[3 * row + 2]);
            for (int i = 0; i < 3; i++) {
                embeddings[3 * row + i] /= length;
            }
        }

        LossChecks.gradient(loss, embeddings, 3, 3, 0, 0, 1, 1, 0, 2, 1);
    }

    @Test
    void validationStatesTheSameMarginAgainstCentres() {
        TripletLoss loss = new TripletLoss(Mining.SEMI_HARD, new Margin.Hard(0.2));
        try (TensorScope _ = new TensorScope()) {
            // Squared distances to the own centre 0.4 and to the nearest other 0.2: 0.4 - 0.2 + 0.2.
            double value = loss.againstCentres(
                            LossChecks.tensor(new double[] {0.8, -1, 0.9}, 3), Targets.of(new long[] {0}, 3))
                    .item_double();
            assertThat(value).isCloseTo(0.4, within(1e-12));
        }
    }

    @Test
    void mixedPhotosAreRefused() {
        TripletLoss loss = new TripletLoss(Mining.SEMI_HARD, new Margin.Soft());

        assertThatThrownBy(() -> LossChecks.shared(loss, new double[] {0.6, 0.8}, 0.5f, 0.5f))
                .hasMessageContaining("one class each");
    }
}
