package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.image.Mask;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalizationTest {
    /** The object is a third of nine pixels: the left column. */
    private static final Mask LEFT =
            new Mask(3, 3, new boolean[] {true, false, false, true, false, false, true, false, false});

    private static final float[] PERFECT = {1, 0, 0, 1, 0, 0, 1, 0, 0};
    private static final float[] INVERTED = {0, 1, 1, 0, 1, 1, 0, 1, 1};
    private static final float[] CONSTANT = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    /** Between: the object's pixels are 4, 2 and 0; the others 3, 1 and four times 0. */
    private static final float[] MIXED = {4, 3, 0, 2, 1, 0, 0, 0, 0};

    private static Heatmap map(float... values) {
        return Heatmap.over(3, 3, 3, 3, values, Unit.SCORE);
    }

    private static <T> double value(LocalizationMetric<T> metric, float[]... maps) {
        return metric.value(Arrays.stream(maps)
                .map(values -> metric.observe(Located.of(map(values), LEFT)))
                .toList());
    }

    private static double auroc(float[] values) {
        return value(new PixelAuroc(List.of(map(values)), List.of()), values);
    }

    @Test
    void energyIsTheShareInside() {
        assertThat(value(new EnergyPointingGame(), PERFECT)).isEqualTo(1);
        assertThat(value(new EnergyPointingGame(), INVERTED)).isZero();
        assertThat(value(new EnergyPointingGame(), CONSTANT)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(value(new EnergyPointingGame(), MIXED)).isCloseTo(6 / 10.0, within(1e-9));
        assertThat(value(new EnergyPointingGame(), new float[9])).isZero();
        float[] against = {2, -5, 0, 0, 2, 0, 0, 0, 0};
        assertThat(value(new EnergyPointingGame(), against)).isCloseTo(0.5, within(1e-9));
        assertThat(value(new EnergyPointingGame(), PERFECT, INVERTED)).isEqualTo(0.5);
    }

    @Test
    void thePointingGameCountsPhotos() {
        var game = new PointingGameRate(PointingGame.EXACT);
        assertThat(value(game, MIXED, MIXED, INVERTED, MIXED)).isEqualTo(0.75);
    }

    @Test
    void aurocIsTheChanceToRankAPairRight() {
        assertThat(auroc(PERFECT)).isEqualTo(1);
        assertThat(auroc(INVERTED)).isZero();
        assertThat(auroc(CONSTANT)).isEqualTo(0.5);
        // 4 beats six; 2 beats five; 0 beats none and equals four: (6 + 5 + 2) / 18.
        assertThat(auroc(MIXED)).isCloseTo(13 / 18.0, within(1e-9));
    }

    @Test
    void okPhotosCountAsUnmarkedPixels() {
        // Nine more pixels without a mark, three of them above all of the object's.
        float[] clean = {9, 9, 9, -1, -1, -1, -1, -1, -1};
        var metric = new PixelAuroc(List.of(map(PERFECT), map(clean)), List.of(new Clean(map(clean), 3, 3)));
        assertThat(value(metric, PERFECT)).isCloseTo(12 / 15.0, within(1e-9));
    }

    @Test
    void pixelAveragePrecisionSumsPrecisionOverGainsInRecall() {
        assertThat(value(new PxAp(), PERFECT)).isEqualTo(1);
        assertThat(value(new PxAp(), CONSTANT)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(value(new PxAp(), INVERTED)).isCloseTo(1 / 3.0, within(1e-9));
        // At 4: precision 1; at 2: two of three; at 0: three of nine. Each gains a third of recall.
        assertThat(value(new PxAp(), MIXED)).isCloseTo((1 + 2 / 3.0 + 3 / 9.0) / 3, within(1e-9));
    }

    @Test
    void pixelAveragePrecisionStretchesEachMap() {
        float[] strong = PERFECT.clone();
        for (int i = 0; i < strong.length; i++) {
            strong[i] = 50 * strong[i] + 7;
        }
        assertThat(value(new PxAp(), PERFECT, strong)).isEqualTo(1);
    }

    @Test
    void overlapCountsWhatIsDrawn() {
        var metric = new IntersectionOverUnion(1.5);
        // Above 1.5 lie 4, 3 and 2: two of the object, one beside it, one of the object missing.
        assertThat(value(metric, MIXED)).isEqualTo(0.5);
        assertThat(value(metric, PERFECT)).isZero();
        assertThat(value(metric, CONSTANT)).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void boxesAreHeldAgainstBoxesAtTheBestThreshold() {
        assertThat(value(new MaxBoxAcc(), PERFECT)).isEqualTo(1);
        // Around what is not the object: the right two columns, which share nothing with it.
        assertThat(value(new MaxBoxAcc(), INVERTED)).isZero();
        // The two upper pixels of the column: 2 of 3, at least 0.3 and 0.5 but not 0.7.
        float[] upper = {1, 0, 0, 1, 0, 0, 0, 0, 0};
        assertThat(value(new MaxBoxAcc(), upper)).isCloseTo(2 / 3.0, within(1e-9));
        // A constant map has nothing above its minimum.
        assertThat(value(new MaxBoxAcc(), CONSTANT)).isZero();
    }

    @Test
    void theThresholdIsOneForAllPhotos() {
        // The first fits above 0.8 only, the second below 0.5 only: never both at once.
        float[] high = {10, 7, 7, 10, 7, 7, 10, 7, 0};
        float[] low = {10, 0, 0, 4, 0, 0, 4, 0, 0};
        assertThat(value(new MaxBoxAcc(), high)).isEqualTo(1);
        assertThat(value(new MaxBoxAcc(), low)).isEqualTo(1);
        // At δ of 0.3 both fit everywhere below 0.4 (3 of 9 is 1/3); at 0.5 and 0.7 one of two.
        assertThat(value(new MaxBoxAcc(), high, low)).isCloseTo((1 + 0.5 + 0.5) / 3, within(1e-9));
    }

    @Test
    void everyObjectAndEveryRegionHasItsBox() {
        boolean[] two = new boolean[25];
        two[0] = true;
        two[24] = true;
        float[] second = new float[25];
        second[24] = 1;
        second[4] = 0.9f;
        var photo = Located.of(Heatmap.over(5, 5, 5, 5, second, Unit.SCORE), new Mask(5, 5, two));
        assertThat(photo.boxes()).containsExactlyInAnyOrder(new Box(0, 0, 1, 1), new Box(4, 4, 1, 1));
        var metric = new MaxBoxAcc();
        assertThat(metric.value(List.of(metric.observe(photo)))).isEqualTo(1);
    }

    @Test
    void boxesCanTakeThePlaceOfAMask() {
        var photo = Located.of(map(PERFECT), 3, 3, List.of(new Box(0, 0, 1, 3)));
        assertThat(photo.mask()).isEqualTo(LEFT);
        assertThat(new EnergyPointingGame().observe(photo)).isEqualTo(1);
    }

    @Test
    void withoutPhotosThereIsNoNumber() {
        assertThat(new PxAp().value(List.of())).isNaN();
        assertThat(new EnergyPointingGame().value(List.of())).isNaN();
        assertThat(new PixelAuroc(List.of(), List.of()).value(List.of())).isNaN();
        assertThat(new MaxBoxAcc().value(List.of())).isNaN();
    }
}
