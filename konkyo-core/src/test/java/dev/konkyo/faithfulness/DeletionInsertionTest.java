package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Three of nine pixels carry the score, a third each; taken away, a pixel is black. */
class DeletionInsertionTest {
    private static final float THIRD = 1 / 3f;
    private static final float[] OBJECT = {1, 1, 1, 0, 0, 0, 0, 0, 0};
    private static final float[] IMAGE = LinearModel.red(OBJECT);
    private static final float[] INVERTED = {0, 0, 0, 1, 1, 1, 1, 1, 1};

    private static final Filling BLACK = new Filling() {
        @Override
        public String name() {
            return "black";
        }

        @Override
        public Filled of(float[] image, int height, int width) {
            return Filling.from(image, new float[image.length]);
        }
    };

    private final LinearModel model = new LinearModel(3, 3, THIRD, THIRD, THIRD, 0, 0, 0, 0, 0, 0);
    private final Deletion deletion = new Deletion("deletion", BLACK, 9);
    private final Insertion insertion = new Insertion("insertion", BLACK, 9);

    private double value(CurveMetric metric, float[] map, long seed) {
        return metric.of(model.trial(model.saying(map), IMAGE, seed))[0];
    }

    @Test
    void aPerfectMapTakesTheScoreInAThirdOfTheWay() {
        assertThat(deletion.curve(model.trial(model.saying(OBJECT), IMAGE, 1)))
                .containsExactly(new double[] {1, 2 / 3.0, 1 / 3.0, 0, 0, 0, 0, 0, 0, 0}, within(1e-6));
        assertThat(value(deletion, OBJECT, 1)).isCloseTo(1 / 6.0, within(1e-6));
        assertThat(value(insertion, OBJECT, 1)).isCloseTo(5 / 6.0, within(1e-6));
    }

    @Test
    void anInvertedMapIsAsBadAsAPerfectOneIsGood() {
        assertThat(value(deletion, INVERTED, 1)).isCloseTo(5 / 6.0, within(1e-6));
        assertThat(value(insertion, INVERTED, 1)).isCloseTo(1 / 6.0, within(1e-6));
    }

    @Test
    void aConstantMapIsChance() {
        // Without drawing equal places by lot, the object in the first row would always go first.
        double mean = LongStream.range(0, 400)
                .mapToDouble(seed -> value(deletion, new float[9], seed))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.03));
    }

    @Test
    void negativeEvidenceGoesLastAndZerosAreEqual() {
        float[] map = {-1, 0.5f, -0f, 0, -3, 2, 0, -2, 1};
        int[] order = model.trial(model.saying(map), IMAGE, 3).order();
        assertThat(order).startsWith(5, 8, 1).endsWith(0, 7, 4);
        assertThat(order[3] + order[4] + order[5]).isEqualTo(2 + 3 + 6);
    }

    @Test
    void aMapInTwoStepsUsesTheTrapezoid() {
        // Half of nine pixels is 4.5, rounded to 5: the object is gone, so the curve is 1, 0, 0.
        assertThat(value(new Deletion("deletion", BLACK, 2), OBJECT, 1)).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void forwardPassesAreBatched() {
        var trial = model.trial(model.saying(OBJECT), IMAGE, 1);
        int before = model.passes();
        deletion.of(trial);
        // Nine changed photos in batches of four; the unchanged one is known.
        assertThat(model.passes() - before).isEqualTo(3);
        assertThat(model.widest()).isEqualTo(4);
    }

    @Test
    void aDroppedShareOfAPhotoIsHeldAgainstItsScore() {
        // Seen through the map of two of the three pixels the score falls from 1 to 2/3.
        float[] two = {1, 1, 0, 0, 0, 0, 0, 0, 0};
        double[] found = new AverageDrop().of(model.trial(model.saying(two), IMAGE, 1));
        assertThat(found).containsExactly(new double[] {1 / 3.0, 0}, within(1e-6));
        assertThat(new AverageDrop().of(model.trial(model.saying(OBJECT), IMAGE, 1)))
                .containsExactly(new double[] {0, 0}, within(1e-6));
    }

    @Test
    void hidingWhatSpeaksAgainstRaisesTheScore() {
        var doubtful = new LinearModel(1, 2, 0.8f, -0.4f);
        double[] found = new AverageDrop().of(doubtful.trial(doubtful.saying(1, 0), LinearModel.red(1, 1), 1));
        assertThat(found).containsExactly(0, 1);
    }

    @Test
    void fillingsKeepWhatIsLeft() {
        float[] image = new float[3 * 8 * 8];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(i * i);
        }
        boolean[] removed = new boolean[64];
        Arrays.fill(removed, 10, 40, true);
        for (Filling filling : new Filling[] {new MeanFilling(), BlurFilling.PUBLISHED, new LinearImputation()}) {
            float[] filled = filling.of(image, 8, 8).without(removed);
            for (int i = 0; i < image.length; i++) {
                if (removed[i % 64]) {
                    assertThat(filled[i]).isNotEqualTo(image[i]).isBetween(-1f, 1f);
                } else {
                    assertThat(filled[i]).isEqualTo(image[i]);
                }
            }
        }
    }

    @Test
    void theBlurOfOnePixelIsItsKernel() {
        // 15 x 15 pixels and a deviation of one pixel: neighbours along an axis get exp(-1/2) of the middle.
        float[] image = new float[3 * 225];
        image[7 * 15 + 7] = 1;
        boolean[] all = new boolean[225];
        Arrays.fill(all, true);
        float[] blurred = new BlurFilling(1 / 15.0).of(image, 15, 15).without(all);
        double sum = 0;
        for (int i = 0; i < 225; i++) {
            sum += blurred[i];
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(blurred[7 * 15 + 8] / blurred[7 * 15 + 7]).isCloseTo((float) Math.exp(-0.5), within(1e-5f));
        assertThat(blurred[8 * 15 + 7] / blurred[7 * 15 + 7]).isCloseTo((float) Math.exp(-0.5), within(1e-5f));
        assertThat(blurred[225 + 7 * 15 + 7]).isZero();
    }
}
