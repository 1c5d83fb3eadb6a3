package dev.konkyo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.faithfulness.Bootstrap;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.ScoresOnly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskingComparisonTest {
    private static final int SIDE = 32;

    /** Looks at the left upper patch of 8 x 8 pixels. */
    private static PixelModel corner(String... labels) {
        return new PixelModel(SIDE, SIDE, List.of(labels), red -> {
            float sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += red[i / 8 * SIDE + i % 8];
            }
            float[] logits = new float[labels.length];
            logits[List.of(labels).indexOf("seen")] = sum - 40;
            return logits;
        });
    }

    private static JudgedPhoto photo(ModelPair pair) {
        int[] red = IntStream.range(0, SIDE * SIDE)
                .map(i -> i / SIDE < 8 && i % SIDE < 8 ? 255 : i % 30)
                .toArray();
        return pair.judge(PixelModel.red(SIDE, SIDE, red), 0);
    }

    /** Names the patch, or all others. */
    private static EvidenceMethod saying(float patch, float others, List<Target> asked) {
        return (images, target) -> {
            asked.add(target);
            float[] map = new float[16];
            Arrays.fill(map, others);
            map[0] = patch;
            return new Evidence(
                    TensorData.ofFloats(Shape.of(1, 2), 0, 0), TensorData.ofFloats(Shape.of(1, 4, 4), map), Unit.SCORE);
        };
    }

    @Test
    void theScoreFallsAtOnceWhereTheRightPatchIsNamedAndLateWhereItIsNamedLast() {
        var pair = PixelModel.pair(corner("seen", "other"), corner("other", "seen"));
        List<Target> asked = new ArrayList<>();
        var comparison = new MaskingComparison(
                pair,
                new Pair<>(saying(1, 0, asked), saying(-1, 0, asked)),
                new Pair<>(List.of(saying(2, 1, new ArrayList<>())), List.of()),
                1);
        for (int i = 0; i < 12; i++) {
            comparison.add(photo(pair));
        }
        assertThat(asked.subList(0, 4))
                .as("each model is asked for the class by its own index")
                .containsExactly(new Target.Label(0), new Target.Label(1), new Target.Label(0), new Target.Label(1));
        var result = comparison.result(Bootstrap.standard(1));
        var first = result.curves().first();
        assertThat(first)
                .extracting(Sensitivity.Curve::order)
                .containsExactly(
                        Sensitivity.Order.FIRST,
                        Sensitivity.Order.SECOND,
                        Sensitivity.Order.SALIENCY,
                        Sensitivity.Order.LOT);
        assertThat(result.curves().second()).hasSize(3);
        // 16 patches: none is masked up to 2 %, one at 5 %.
        assertThat(first.get(0).scores().subList(0, 3))
                .allSatisfy(score -> assertThat(score).isCloseTo(1, within(1e-6)));
        assertThat(first.get(0).scores().subList(3, 9))
                .allSatisfy(score -> assertThat(score).isCloseTo(0, within(1e-6)));
        assertThat(first.get(1).scores()).allSatisfy(score -> assertThat(score).isCloseTo(1, within(1e-6)));
        assertThat(first.get(2).scores()).isEqualTo(first.get(0).scores());
        assertThat(first.get(0).area().value()).isCloseTo((0.02 + 0.03 / 2) / 0.5, within(1e-6));
        assertThat(first.get(0).againstLot().high()).isNegative();
        assertThat(first.get(1).againstLot().low()).isPositive();
        assertThat(first.get(3).againstLot().value()).isZero();
        assertThat(first.get(3).area().value()).isBetween(0.5, 0.95);
    }

    /** The map's first cell is the patch that begins at (8, 8); stretched over the photo it would be most of the patch at (0, 0). */
    @Test
    void aMapNamesThePatchesThatItsOwnPlacesCover() {
        var inner = new PixelModel(SIDE, SIDE, List.of("seen", "other"), red -> {
            float sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += red[(8 + i / 8) * SIDE + 8 + i % 8];
            }
            return new float[] {sum - 40, 0};
        });
        var subject = Subject.of("A", ScoresOnly.ofTheMiddle(inner), 3);
        var pair = ModelPair.of(subject, Subject.of("B", ScoresOnly.ofTheMiddle(inner), 3));
        EvidenceMethod first = (_, _) -> new Evidence(
                TensorData.ofFloats(Shape.of(1, 2), 0, 0),
                TensorData.ofFloats(Shape.of(1, 2, 2), 1, 0, 0, 0),
                Unit.SCORE);
        var comparison = new MaskingComparison(pair, new Pair<>(first, first), new Pair<>(List.of(), List.of()), 1);
        int[] red = IntStream.range(0, SIDE * SIDE)
                .map(i -> i / SIDE / 8 == 1 && i % SIDE / 8 == 1 ? 255 : 0)
                .toArray();
        comparison.add(pair.judge(PixelModel.red(SIDE, SIDE, red), 0));
        var curve = comparison.result(Bootstrap.standard(1)).curves().first().getFirst();
        assertThat(curve.scores().get(2)).as("no patch masked").isCloseTo(1, within(1e-6));
        assertThat(curve.scores().get(3)).as("one patch masked").isCloseTo(0, within(1e-6));
    }

    @Test
    void anAreaIsTheMeanOverTheMaskedShare() {
        assertThat(MaskingComparison.area(1, 1, 1, 1, 1, 1, 1, 1, 1)).isCloseTo(1, within(1e-12));
        double[] line = MaskingComparison.SHARES.stream()
                .mapToDouble(share -> 1 - 2 * share)
                .toArray();
        assertThat(MaskingComparison.area(line)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void patchesCoverAPictureOnce() {
        int[] seen = new int[19 * 30];
        new Tiling(19, 30, 2, 3).patches().forEach(patch -> {
            for (int y = patch.top(); y < patch.top() + patch.height(); y++) {
                for (int x = patch.left(); x < patch.left() + patch.width(); x++) {
                    seen[y * 30 + x]++;
                }
            }
        });
        assertThat(seen).containsOnly(1);
        assertThat(Tiling.ofSide(19, 30, 8)).isEqualTo(new Tiling(19, 30, 2, 3));
        assertThat(Tiling.ofSide(5, 5, 8)).isEqualTo(new Tiling(5, 5, 1, 1));
    }
}
