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
import org.junit.jupiter.api.Test;

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

    @Test
    void ranksAreComparedAndNotValues() {
        assertThat(SanityCheck.spearman(new float[] {1, 2, 3, 4}, new float[] {1, 10, 100, 1000})
                        .getAsDouble())
                .isCloseTo(1, within(1e-12));
        // d = 0, 1, 1, 0: 1 - 6 * 2 / (4 * 15).
        assertThat(SanityCheck.spearman(new float[] {1, 2, 3, 4}, new float[] {1, 3, 2, 4})
                        .getAsDouble())
                .isCloseTo(0.8, within(1e-12));
        assertThat(SanityCheck.spearman(new float[] {1, 2, 3, 4}, new float[4])).isEmpty();
    }

    @Test
    void aMapThatIgnoresTheModelFails() {
        var same = SanityCheck.Step.of("all", List.of(random(1), random(2)), List.of(random(1), random(2)));
        assertThat(same.rankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(same.similarity()).isCloseTo(1, within(1e-6));
        assertThat(new SanityCheck(List.of(same)).verdict()).isEqualTo(SanityCheck.Verdict.FAILS);
    }

    @Test
    void aMapThatTurnsWithTheSignFailsToo() {
        assertThat(new SanityCheck(List.of(SanityCheck.Step.of("all", List.of(random(1)), List.of(turned(1)))))
                        .verdict())
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
        var step = SanityCheck.Step.of("all", List.of(random(1), random(2)), List.of(random(1), turned(2)));
        assertThat(step.rankCorrelation()).isCloseTo(0, within(1e-9));
        assertThat(step.absoluteRankCorrelation()).isCloseTo(1, within(1e-9));
        assertThat(new SanityCheck(List.of(step)).verdict()).isEqualTo(SanityCheck.Verdict.FAILS);
    }

    @Test
    void onlyTheLastStepDecides() {
        var alike = SanityCheck.Step.of("classes", List.of(random(1)), List.of(random(1)));
        var other = SanityCheck.Step.of("all", List.of(random(1)), List.of(random(2)));
        assertThat(other.rankCorrelation()).isCloseTo(0, within(0.15));
        assertThat(new SanityCheck(List.of(alike, other)).verdict()).isEqualTo(SanityCheck.Verdict.PASSES);
    }

    @Test
    void constantMapsGiveNoVerdict() {
        var empty = map(new float[400]);
        for (var step : List.of(
                SanityCheck.Step.of("all", List.of(random(1)), List.of(empty)),
                SanityCheck.Step.of("all", List.of(empty), List.of(random(1))))) {
            assertThat(step.compared()).isZero();
            assertThat(new SanityCheck(List.of(step)).verdict()).isEqualTo(SanityCheck.Verdict.NONE);
        }
        var half = SanityCheck.Step.of("all", List.of(random(1), random(2)), List.of(empty, random(2)));
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
