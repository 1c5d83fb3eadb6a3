package dev.konkyo.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.network.NetworkShape;
import dev.konkyo.network.Networks;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanityCheckTest {
    private static Heatmap map(float... values) {
        int side = (int) Math.sqrt(values.length);
        return Heatmap.over(side, side, side, side, values, Unit.SCORE);
    }

    private static Heatmap random(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return map(values);
    }

    private static SanityCheck.Step step(String name, List<Heatmap> trained, List<Heatmap> forgetful) {
        return SanityCheck.Step.of(name, trained, forgetful, new SplittableRandom(7));
    }

    private static SanityCheck.Verdict verdict(List<Heatmap> trained, List<Heatmap> forgetful) {
        return new SanityCheck(List.of(step("all", trained, forgetful))).verdict();
    }

    private static Ranks ranks(float... values) {
        return Ranks.of(values).orElseThrow();
    }

    private static double correlation(Ranks one, Ranks other) {
        double found = one.correlation(other);
        assertThat(one.correlation(other, IntStream.range(0, one.places()).toArray()))
                .isEqualTo(found);
        return found;
    }

    @Test
    void ranksAreComparedAndNotValues() {
        assertThat(correlation(ranks(1, 2, 3, 4), ranks(1, 10, 100, 1000))).isCloseTo(1, within(1e-12));
        // d = 0, 1, 1, 0: 1 - 6 * 2 / (4 * 15).
        assertThat(correlation(ranks(1, 2, 3, 4), ranks(1, 3, 2, 4))).isCloseTo(0.8, within(1e-12));
        // Ranks 1.5, 1.5, 3 and 1, 2, 3: products of what lies off the mean 0.5 + 1, squares 1.5 and 2.
        assertThat(correlation(ranks(0, 0, 5), ranks(1, 2, 3))).isCloseTo(1.5 / Math.sqrt(3), within(1e-12));
        assertThat(Ranks.of(new float[4])).isEmpty();
        assertThat(Ranks.of(1)).isEmpty();
    }

    @Test
    void fourPlacesOfOnePhotoAreTooFewForAVerdict() {
        // Of 24 orders two give 1 without sign: 8 % by chance.
        var unchanged = step("all", List.of(map(1, 2, 3, 4)), List.of(map(1, 2, 3, 4)));
        assertThat(unchanged.absoluteRankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(unchanged.chance()).isCloseTo(2 / 24.0, within(1e-12));
        assertThat(new SanityCheck(List.of(unchanged)).verdict()).isEqualTo(SanityCheck.Verdict.FEW_PLACES);
        // Another map proves as little.
        var other = step("all", List.of(map(1, 2, 3, 4)), List.of(map(2, 4, 1, 3)));
        assertThat(other.absoluteRankCorrelation()).isCloseTo(0, within(1e-9));
        assertThat(other.chance()).isEqualTo(1);
        assertThat(new SanityCheck(List.of(other)).verdict()).isEqualTo(SanityCheck.Verdict.FEW_PLACES);
    }

    @Test
    void fourPlacesOfTwoPhotosThatDifferAreEnough() {
        // Turned round, the first ranks are the same without sign, the second are not: only one of 24 orders keeps
        // both.
        var trained = List.of(map(1, 2, 3, 4), map(1, 2, 4, 3));
        var unchanged = step("all", trained, trained);
        assertThat(unchanged.chance()).isCloseTo(1 / 24.0, within(1e-12));
        assertThat(verdict(trained, trained)).isEqualTo(SanityCheck.Verdict.FAILS);
        assertThat(verdict(trained, List.of(map(2, 4, 1, 3), map(2, 4, 1, 3)))).isEqualTo(SanityCheck.Verdict.PASSES);
        // 0.8 and 0.8: in the mean above the limit, but not above chance.
        assertThat(verdict(trained, List.of(map(1, 3, 2, 4), map(2, 1, 4, 3)))).isEqualTo(SanityCheck.Verdict.CHANCE);
        // The same photo twice is still one photo.
        var twice = List.of(map(1, 2, 3, 4), map(1, 2, 3, 4));
        assertThat(verdict(twice, twice)).isEqualTo(SanityCheck.Verdict.FEW_PLACES);
    }

    @Test
    void threePlacesAreTooFewForAnyNumberOfPhotos() {
        var trained = List.of(row(1, 2, 3), row(1, 3, 2), row(2, 1, 3), row(3, 1, 2));
        var unchanged = step("all", trained, trained);
        assertThat(unchanged.chance()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(verdict(trained, trained)).isEqualTo(SanityCheck.Verdict.FEW_PLACES);
    }

    private static Heatmap row(float... values) {
        return Heatmap.over(1, values.length, 1, values.length, values, Unit.SCORE);
    }

    /** Critical values of Spearman's correlation, two-sided at 5 %, as printed tables have them, and the next value below. */
    @ParameterizedTest
    @CsvSource({"5, 1, 0.9", "6, 0.886, 0.829", "7, 0.786, 0.75", "8, 0.738, 0.714"})
    void chanceOfFewPlacesIsThatOfPrintedTables(int places, double critical, double below) {
        assertThat(chanceOf(places, critical)).isLessThanOrEqualTo(0.05);
        assertThat(chanceOf(places, below)).isGreaterThan(0.05);
    }

    /** The same above eight places, where orders are drawn; their share of 9,999 may be off by 0.005 a way (two standard deviations). */
    @ParameterizedTest
    @CsvSource({"9, 0.683", "10, 0.648", "12, 0.587", "16, 0.503"})
    void chanceOfMorePlacesIsThatOfPrintedTables(int places, double critical) {
        assertThat(chanceOf(places, critical)).isCloseTo(0.05, within(0.007));
    }

    /** How often two rankings are as alike as the first one found that has this correlation. */
    private static double chanceOf(int places, double correlation) {
        float[] order = new float[places];
        for (int i = 0; i < places; i++) {
            order[i] = i;
        }
        float[] changed = order.clone();
        RandomGenerator random = new SplittableRandom(places);
        while (Math.abs(ranks(order).correlation(ranks(changed)) - correlation) > 0.002) {
            int one = random.nextInt(places);
            int other = random.nextInt(places);
            float kept = changed[one];
            changed[one] = changed[other];
            changed[other] = kept;
        }
        return step("all", List.of(row(order)), List.of(row(changed))).chance();
    }

    @Test
    void oneBrightPlaceAmongManyEqualOnesIsNotTakenForManyPlaces() {
        // It lies where it lay in one of 9 orders, although the correlation is 1.
        var bright = row(0, 0, 0, 1, 0, 0, 0, 0, 0);
        var unchanged = step("all", List.of(bright), List.of(bright));
        assertThat(unchanged.absoluteRankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(unchanged.chance()).isCloseTo(1 / 9.0, within(0.01));
        assertThat(verdict(List.of(bright), List.of(bright))).isEqualTo(SanityCheck.Verdict.FEW_PLACES);
    }

    @Test
    void ofManyPlacesABoundIsEnough() {
        assertThat(step("all", List.of(random(1)), List.of(random(1))).chance()).isCloseTo(1 / 399.0, within(1e-8));
        float[] order = new float[82];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        var step = step("all", List.of(row(order)), List.of(row(order)));
        assertThat(step.chance()).isCloseTo(1 / 81.0, within(1e-8));
        assertThat(1 / (81 * SanityCheck.LIMIT * SanityCheck.LIMIT)).isLessThan(PermutationTest.LEVEL);
    }

    @Test
    void aMapThatIgnoresTheModelFails() {
        var same = step("all", List.of(random(1), random(2)), List.of(random(1), random(2)));
        assertThat(same.rankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(same.similarity()).isCloseTo(1, within(1e-6));
        assertThat(new SanityCheck(List.of(same)).verdict()).isEqualTo(SanityCheck.Verdict.FAILS);
    }

    @Test
    void aMapThatTurnsWithTheSignFailsToo() {
        assertThat(new SanityCheck(List.of(step("all", List.of(random(1)), List.of(turned(1))))).verdict())
                .isEqualTo(SanityCheck.Verdict.FAILS);
    }

    private static Heatmap turned(long seed) {
        float[] values = random(seed).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return map(values);
    }

    @Test
    void oneMapThatStaysAndOneThatTurnsDoNotCancel() {
        var step = step("all", List.of(random(1), random(2)), List.of(random(1), turned(2)));
        assertThat(step.rankCorrelation()).isCloseTo(0, within(1e-9));
        assertThat(step.absoluteRankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(new SanityCheck(List.of(step)).verdict()).isEqualTo(SanityCheck.Verdict.FAILS);
    }

    @Test
    void onlyTheLastStepDecides() {
        var alike = step("classes", List.of(random(1)), List.of(random(1)));
        var other = step("all", List.of(random(1)), List.of(random(2)));
        assertThat(other.rankCorrelation()).isCloseTo(0, within(0.15));
        assertThat(new SanityCheck(List.of(alike, other)).verdict()).isEqualTo(SanityCheck.Verdict.PASSES);
    }

    @Test
    void constantMapsGiveNoVerdict() {
        var empty = map(new float[400]);
        for (var step : List.of(
                step("all", List.of(random(1)), List.of(empty)), step("all", List.of(empty), List.of(random(1))))) {
            assertThat(step.compared()).isZero();
            assertThat(new SanityCheck(List.of(step)).verdict()).isEqualTo(SanityCheck.Verdict.CONSTANT_MAPS);
        }
        var half = step("all", List.of(random(1), random(2)), List.of(empty, random(2)));
        assertThat(half.compared()).isEqualTo(1);
        assertThat(half.rankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(new SanityCheck(List.of(half)).verdict()).isEqualTo(SanityCheck.Verdict.FAILS);
    }

    @Test
    void similarityFollowsItsFormula() {
        // One window of 2 x 2; means 0.5 and 0.25, variances 0.25 and 0.1875, covariance 0.125.
        double found = new StructuralSimilarity(2).of(new float[] {0, 1, 0, 1}, new float[] {0, 1, 0, 0});
        double c1 = 1e-4;
        double c2 = 9e-4;
        assertThat(found)
                .isCloseTo(
                        (2 * 0.125 + c1) * (2 * 0.125 + c2) / ((0.25 + 0.0625 + c1) * (0.25 + 0.1875 + c2)),
                        within(1e-9));
    }

    @Test
    void forgettingBeginsAtTheClassesAndLeavesNothing() {
        var graph = Networks.named("mobilenet_v2").build(NetworkShape.of(3, 64));
        var trained = new WeightedGraph(graph, Initialization.KAIMING.weights(graph, new SplittableRandom(1)));
        var steps = CascadingRandomization.of(trained, new SplittableRandom(2));
        assertThat(steps.size()).isGreaterThan(3);
        assertThat(steps.getFirst().name()).isEqualTo("classes");
        assertThat(changed(trained, steps.getFirst().network())).containsExactly("classifier.1.weight");
        for (int i = 1; i < steps.size(); i++) {
            assertThat(changed(trained, steps.get(i).network()))
                    .containsAll(changed(trained, steps.get(i - 1).network()))
                    .hasSizeGreaterThan(
                            changed(trained, steps.get(i - 1).network()).size());
        }
        var convolutions = graph.parameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().shape().rank() == 4)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(changed(trained, steps.getLast().network())).containsAll(convolutions);
    }

    private static List<String> changed(WeightedGraph before, WeightedGraph after) {
        return before.weights().names().stream()
                .filter(name ->
                        !before.weights().at(name).equals(after.weights().at(name)))
                .toList();
    }
}
