package dev.konkyo.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Box;
import dev.konkyo.model.ScoresOnly;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out by hand on the same photo as in {@link GradientMethodsTest}. */
final class PerturbationMethodsTest {
    private static final String LAYER = TinyClassifier.LAYER;
    private static final Target OK = new Target.Label(0);

    private final TinyClassifier model = new TinyClassifier();
    private final TensorData image =
            TensorData.ofFloats(Shape.of(1, 3, 2, 3), 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 3, 0, 9, 9, 9, 9, 9, 9);

    private static void close(float[] map, double... expected) {
        assertThat(map).hasSize(expected.length);
        for (int place = 0; place < expected.length; place++) {
            assertThat((double) map[place]).as("place %d", place).isCloseTo(expected[place], within(1e-5));
        }
    }

    /** A photo with these channels A and B. */
    private static TensorData photo(double... channels) {
        float[] pixels = new float[18];
        for (int i = 0; i < 6; i++) {
            pixels[i] = (float) channels[i] + 1;
            pixels[6 + i] = (float) channels[6 + i] / 2;
        }
        return TensorData.ofFloats(Shape.of(1, 3, 2, 3), pixels);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void ablationCamIsCamsPositivePartWhereTheHeadIsALinearMean() {
        // Without A (mean 2.5) the logit falls by 7.5, without B (mean 1) it rises by 1.
        close(new AblationCam(model, LAYER).explain(image, OK).map(0), 0, 3, 6, 9, 6, 15);
    }

    @Test
    void reciproCamIsCamSmoothedByTheMaskWhereTheHeadIsALinearMean() {
        // CAM is [0 3 6; 9 6 15]; a place counts 1/4, its neighbours 1/8 and 1/16.
        close(new ReciproCam(model, LAYER).explain(image, OK).map(0), 1.875, 3.75, 4.125, 3.1875, 5.25, 5.4375);
    }

    @Test
    void scoreCamWeighsChannelsByTheScoreOfTheMaskedPhoto() {
        // Masks [0 .2 .4 .6 .8 1] and [0 0 0 0 1 0]. Under the first red's mean is 14/6 and green's 0.4: 3 * 4/3 - 0.8
        // + 0.5 = 3.7;
        // under the second 5/6 and 0.5: 3 * -1/6 - 1 + 0.5 = -1.
        double a = sigmoid(4.7);
        double b = 1 - a;
        Evidence evidence = new ScoreCam(model, LAYER).explain(image, OK);

        close(evidence.map(0), 0, a, 2 * a, 3 * a, 4 * a + 6 * b, 5 * a);
        assertThat(evidence.unit()).isEqualTo(Unit.ACTIVATION);
    }

    @Test
    void scoreCamMasksWhatTheChannelsCoverAndGoesOnBeyond() {
        // The maps' two rows cover the upper half: the photo's first row lies between them and its second sees only the
        // last. A becomes [1.5 2.5 3.5; 3 4 5] and B [0 3 0; 0 6 0]; as masks [0 2 4; 3 5 7] / 7 and [0 .5 0; 0 1 0].
        // Under the first red's sum is 95/7 and green's 15/7: 3 * 53/42 - 30/42 + 0.5; under the second 6 and 3: -0.5.
        double a = sigmoid(129 / 42.0 + 1);
        double b = 1 - a;
        var upper = new TinyClassifier(new Box(0, 0, 1, 0.5));
        close(new ScoreCam(upper, LAYER).explain(image, OK).map(0), 0, a, 2 * a, 3 * a, 4 * a + 6 * b, 5 * a);
    }

    @Test
    void eigenCamProjectsOnTheFirstSingularVector() {
        // Squares of the rows (i, 0) and (4, 6): [[55, 24], [24, 36]].
        double largest = (91 + Math.sqrt(91 * 91 - 4 * (55 * 36 - 24 * 24))) / 2;
        double length = Math.hypot(24, largest - 55);
        double a = 24 / length / Math.sqrt(2);
        double b = (largest - 55) / length / Math.sqrt(2);
        close(new EigenCam(model, LAYER).explain(image, OK).map(0), 0, a, 2 * a, 3 * a, 4 * a + 6 * b, 5 * a);
    }

    @Test
    void kpcaCamSeparatesTwoKindsOfPlaces() {
        // Three places with 0 and three with (2, 0): in the kernel's space they lie sqrt(k(2,2) + k(0,0) - 2 k(0,2))
        // apart, half of it
        // on either side of the mean.
        TensorData two = photo(0, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0);
        double half = Math.sqrt(Math.tanh(2 * 2 / 2.0 + 1) - Math.tanh(1)) / 2;
        close(new KpcaCam(model, LAYER).explain(two, OK).map(0), -half, -half, -half, half, half, half);
    }

    @Test
    void factorisationOfOneChannelIsCam() {
        TensorData one = photo(0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0);
        var method = new DeepFeatureFactorization(model, LAYER, 1, 7);
        float[] map = method.explain(one, OK).map(0);
        for (int place = 0; place < 6; place++) {
            assertThat(map[place]).isCloseTo(3 * place, within(1e-3f));
        }
    }

    @Test
    void factorisationFindsTheTargetsConcept() {
        // A responds in the upper row, B in the lower; class 1 counts B twice.
        TensorData two = photo(1, 2, 3, 0, 0, 0, 0, 0, 0, 3, 2, 1);
        var method = new DeepFeatureFactorization(model, LAYER, 2, 7);
        float[] ok = method.explain(two, OK).map(0);
        float[] ng = method.explain(two, new Target.Label(1)).map(0);

        assertThat(ok[2]).isCloseTo(9, within(0.01f));
        assertThat(ok[3]).isCloseTo(0, within(0.01f));
        assertThat(ng[3]).isCloseTo(6, within(0.01f));
        assertThat(ng[2]).isCloseTo(0, within(0.01f));
        assertThat(method.concepts(two, OK).get(1).part()).isCloseTo(-1, within(0.01));
    }

    @Test
    void occlusionIsTheFallOfTheProbability() {
        // The mean colour is 3.5 red and 0.5 green. The logits differ by 5.5, and by 3/6 more for each red and 6/6 less
        // for each green.
        double[] expected = IntStream.range(0, 6)
                .mapToDouble(i -> {
                    double red = 3.5 - (i + 1);
                    double green = 0.5 - (i == 4 ? 3 : 0);
                    return sigmoid(5.5) - sigmoid(5.5 + red / 2 - green);
                })
                .toArray();
        Evidence evidence = new Occlusion(model, 1, 1).explain(image, OK);

        close(evidence.map(0), expected);
        assertThat(evidence.unit()).isEqualTo(Unit.PROBABILITY);
    }

    @Test
    void windowsOverTheBorderAreCutOff() {
        // Windows of 2 x 2 at columns 0 and 2 of 3; the second has one column left.
        float[] map = new Occlusion(model, 2, 2).explain(image, OK).map(0);
        assertThat(map[0]).isEqualTo(map[1]).isEqualTo(map[3]).isEqualTo(map[4]);
        assertThat(map[2]).isEqualTo(map[5]).isNotEqualTo(map[0]);
    }

    @Test
    void riseFindsThePixelThatDecides() {
        TensorData planted = photo(0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0);
        float[] map = new Rise(model, 400, 3, 0.5, 2).explain(planted, OK).map(0);
        for (int i = 0; i < 6; i++) {
            assertThat(map[4]).isGreaterThanOrEqualTo(map[i]);
        }
        assertThat(map[4]).isPositive();
    }

    @Test
    void riseWithOneCellIsTheVarianceOfSeeing() {
        // Every mask shows all or nothing: n1 of n show all. The map is n1/n (1 - n1/n) (s1 - s0) / keep everywhere.
        float[] map = new Rise(model, 100, 1, 0.5, 2).explain(image, OK).map(0);
        double s1 = sigmoid(5.5);
        double s0 = sigmoid(3 * -1 + 1);
        double most = 0.25 * (s1 - s0) / 0.5;
        assertThat(map).containsOnly(map[0]);
        assertThat((double) map[0]).isBetween(0.9 * most, most + 1e-6);
    }

    @Test
    void whatHasTheSameColourEverywhereStaysPlainWhereNothingCanBeTold() {
        TensorData even = photo(2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0);
        assertThat(new Occlusion(model, 1, 1).explain(even, OK).map(0)).containsOnly(0);
        assertThat(new ScoreCam(model, LAYER).explain(even, OK).map(0)).containsOnly(0);
        assertThat(new KpcaCam(model, LAYER).explain(even, OK).map(0)).containsOnly(0);
    }

    @Test
    void anEmptyLayerGivesAPlainMap() {
        TensorData empty = photo(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (MethodEntry entry : EvidenceMethods.all()) {
            if (entry.layered()) {
                float[] map = entry.make(model, LAYER).explain(empty, OK).map(0);
                assertThat(map).as(entry.name()).containsOnly(0);
            }
        }
    }

    @Test
    void scoresAloneAreEnoughForSomeAndTheOthersSayWhich() {
        var scores = new ScoresOnly(model);
        assertThat(EvidenceMethods.namesFor(scores)).containsExactly("rise", "occlusion");
        for (MethodEntry entry : EvidenceMethods.all()) {
            if (entry.fits(scores)) {
                assertThat(entry.make(scores, LAYER)).isNotNull();
            } else if (entry.needs() == Needs.SCORES) {
                assertThatThrownBy(() -> entry.make(scores, LAYER)).hasMessageContaining("export --evidence");
            } else {
                assertThatThrownBy(() -> entry.make(scores, LAYER))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("method '" + entry.name() + "' needs "
                                + entry.needs().displayName()
                                + ", which this model does not give; choose rise or occlusion");
            }
        }
    }

    @Test
    void aLayerWithOnePlaceIsRefused() {
        TensorData one = TensorData.ofFloats(Shape.of(1, 2, 1, 1), 1, 2);
        TensorData flat = TensorData.ofFloats(Shape.of(1, 2), 1, 2);
        for (TensorData layer : Arrays.asList(one, flat)) {
            assertThatThrownBy(() -> ChannelSum.spatial(layer))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("got " + layer.shape())
                    .hasMessageContaining("name a layer before the pooling");
        }
    }

    @Test
    void numbersOfMethodsAreSetByTheirName() {
        EvidenceMethod rise = EvidenceMethods.named("rise:masks=40:keep=0.25").make(model, LAYER);
        assertThat(rise).isEqualTo(new Rise(model, 40, 7, 0.25, 1));
        assertThat(EvidenceMethods.named("occlusion:window=1:stride=1").make(model, LAYER))
                .isEqualTo(new Occlusion(model, 1, 1));
        assertThat(EvidenceMethods.named("rise:masks=40").name()).isEqualTo("rise:masks=40");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rise:mask=4 | method 'rise:mask=4' has no setting 'mask'; it has masks=1000, cells=7, keep=0.5, seed=1",
                "rise:masks=many | method 'rise:masks=many' expects a whole number as masks, got 'many'",
                "rise:keep=x | method 'rise:keep=x' expects a number as keep, got 'x'",
                "rise:masks=1 | method 'rise:masks=1': RISE needs at least 2 masks of at least 1 cell and a chance in (0, 1), got 1 masks, 7 cells and 0.5",
                "cam:layer=x | method 'cam:layer=x' has no setting 'layer'; it has none",
                "rise: | method 'rise' expects settings such as rise:masks=4000 or rise:masks=4000:cells=9, each once, got ''",
                "rise:masks=4:masks=5 | method 'rise' expects settings such as rise:masks=4000 or rise:masks=4000:cells=9, each once, got 'masks=4:masks=5'"
            })
    void numbersThatAMethodDoesNotTakeAreOneLine(String name, String message) {
        assertThatThrownBy(() -> EvidenceMethods.named(name).make(model, LAYER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void unusableSettingsAreRefused() {
        assertThatThrownBy(() -> new Rise(model, 1, 7, 0.5, 1)).hasMessageContaining("1 masks");
        assertThatThrownBy(() -> new Rise(model, 2, 60_000, 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 7 cells");
        assertThatThrownBy(() -> new Occlusion(model, 2, 3)).hasMessageContaining("got 2 and 3");
        assertThatThrownBy(() -> new DeepFeatureFactorization(model, LAYER, 0, 1))
                .hasMessageContaining("got 0");
    }
}
