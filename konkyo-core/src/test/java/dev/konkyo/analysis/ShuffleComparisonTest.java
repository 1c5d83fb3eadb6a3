package dev.konkyo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.faithfulness.Lot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleComparisonTest {
    private static final int SIDE = 12;
    private static final List<String> LABELS = List.of("left", "even");

    /** Counts bright pixels wherever they are. */
    private static final PixelModel BAG =
            new PixelModel(SIDE, SIDE, LABELS, red -> new float[] {-PixelModel.sum(red), PixelModel.sum(red) - 80});

    /** Asks whether all bright pixels lie on the left. */
    private static final PixelModel SHAPE = new PixelModel(SIDE, SIDE, LABELS, red -> {
        float left = 0;
        for (int i = 0; i < red.length; i++) {
            left += i % SIDE < SIDE / 2 ? red[i] : -red[i];
        }
        return new float[] {left - 30, 0};
    });

    private static JudgedPhoto photo(ModelPair pair, int label) {
        int[] red = IntStream.range(0, SIDE * SIDE)
                .map(i -> label == 1 || i % SIDE < SIDE / 2 ? label == 1 ? 255 : 128 : 0)
                .toArray();
        return pair.judge(PixelModel.red(SIDE, SIDE, red), label);
    }

    @Test
    void aBagOfPixelsKeepsItsAccuracyAndAModelOfShapesLosesIt() {
        var pair = PixelModel.pair(BAG, SHAPE);
        var comparison = new ShuffleComparison(pair, List.of(new Shuffle(2), new Shuffle(3), new Shuffle(6)), 1);
        for (int i = 0; i < 30; i++) {
            comparison.add(photo(pair, i % 3 == 0 ? 1 : 0));
        }
        var result = comparison.result();
        assertThat(result.photos()).isEqualTo(30);
        assertThat(result.majority()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(result.unchanged().accuracy()).isEqualTo(new Pair<>(1.0, 1.0));
        assertThat(result.changed())
                .hasSize(3)
                .allSatisfy(change -> assertThat(change.accuracy().first()).isEqualTo(1))
                .allSatisfy(change -> assertThat(change.accuracy().second()).isLessThan(0.6));
        assertThat(result.changed()).extracting(Robustness.Change::name).containsExactly("2 x 2", "3 x 3", "6 x 6");
    }

    @Test
    void patchesChangePlacesWholeAndTheRimStays() {
        // 3 x 3 patches of 2 x 2 pixels in 7 x 7: the rim is the last row and column.
        int[] red = IntStream.range(0, 49).toArray();
        var picture = PixelModel.red(7, 7, red);
        var shuffled = new Shuffle(3).of(picture, new SplittableRandom(3));
        assertThat(shuffled).isNotEqualTo(picture);
        List<Integer> corners = new ArrayList<>();
        for (int y = 0; y < 6; y += 2) {
            for (int x = 0; x < 6; x += 2) {
                int corner = shuffled.at(y, x, 0);
                corners.add(corner);
                assertThat(shuffled.at(y, x + 1, 0)).isEqualTo(corner + 1);
                assertThat(shuffled.at(y + 1, x, 0)).isEqualTo(corner + 7);
                assertThat(shuffled.at(y + 1, x + 1, 0)).isEqualTo(corner + 8);
            }
        }
        assertThat(corners).containsExactlyInAnyOrder(0, 2, 4, 14, 16, 18, 28, 30, 32);
        for (int i = 0; i < 7; i++) {
            assertThat(shuffled.at(6, i, 0)).isEqualTo(42 + i);
            assertThat(shuffled.at(i, 6, 0)).isEqualTo(7 * i + 6);
        }
    }

    @Test
    void ordersByLotHoldEveryNumberOnceAndAllOrdersOccur() {
        var random = new SplittableRandom(5);
        var seen = IntStream.range(0, 600)
                .mapToObj(_ -> Arrays.toString(Lot.order(3, random)))
                .distinct()
                .toList();
        assertThat(seen).hasSize(6).allMatch(order -> order.contains("0") && order.contains("1"));
    }

    @Test
    void texturesAreCountedAsTheyAre() {
        var pair = PixelModel.pair(BAG, SHAPE);
        var comparison = new TextureComparison(pair);
        var left = photo(pair, 0);
        var even = photo(pair, 1);
        var judged = comparison.add(left, even.picture());
        comparison.add(even, even.picture());
        assertThat(judged.answers()).isEqualTo(new Pair<>(1, 1));
        assertThat(comparison.result().changed())
                .singleElement()
                .satisfies(change -> assertThat(change.hits()).isEqualTo(new Pair<>(1, 1)));
    }
}
