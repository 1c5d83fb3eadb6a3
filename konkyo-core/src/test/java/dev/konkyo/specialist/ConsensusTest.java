package dev.konkyo.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsensusTest {
    @Test
    void withoutSpecialistsTheGeneralistDecides() {
        assertThat(Consensus.of(new double[] {0.2, 0.5, 0.3}, List.of())).containsExactly(0.2, 0.5, 0.3);
    }

    @Test
    void aSpecialistForAllClassesIsAveragedWithTheGeneralist() {
        // Its dustbin is empty, so both are distributions over the same classes: the nearest is their mean.
        var all = new Opinion(List.of(0, 1, 2), 0.6, 0.1, 0.3, 0);
        assertThat(Consensus.of(new double[] {0.2, 0.5, 0.3}, List.of(all)))
                .containsExactly(new double[] {0.4, 0.3, 0.3}, within(1e-9));
    }

    @Test
    void theDustbinIsDividedAsTheGeneralistDoes() {
        // Solved by hand: q0 = (0.5 + 0.7) / 2, the rest 0.4 in the generalist's proportion 3 : 2.
        var one = new Opinion(List.of(0), 0.7, 0.3);
        assertThat(Consensus.of(new double[] {0.5, 0.3, 0.2}, List.of(one)))
                .containsExactly(new double[] {0.6, 0.24, 0.16}, within(1e-8));
    }

    /** The oracle is the paper's own way: descent along central differences of equation 5 over the logits of q. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithDescentOnTheLogits(long seed) {
        var random = new Random(seed);
        double[] generalist = drawn(random, 6);
        var opinions =
                List.of(new Opinion(List.of(0, 2, 3), drawn(random, 4)), new Opinion(List.of(2, 5), drawn(random, 3)));
        double[] logits = new double[6];
        for (int step = 0; step < 4000; step++) {
            double[] gradient = new double[6];
            for (int i = 0; i < 6; i++) {
                gradient[i] = (divergence(shifted(logits, i, 1e-6), generalist, opinions)
                                - divergence(shifted(logits, i, -1e-6), generalist, opinions))
                        / 2e-6;
            }
            for (int i = 0; i < 6; i++) {
                logits[i] -= gradient[i] / 2;
            }
        }
        assertThat(Consensus.of(generalist, opinions)).containsExactly(softmax(logits), within(1e-5));
    }

    private static double divergence(double[] logits, double[] generalist, List<Opinion> opinions) {
        double[] q = softmax(logits);
        double sum = 0;
        for (int i = 0; i < q.length; i++) {
            sum += generalist[i] * Math.log(generalist[i] / q[i]);
        }
        for (var opinion : opinions) {
            double outside = 1;
            for (int i = 0; i < opinion.classes().size(); i++) {
                double p = opinion.probability(i);
                double share = q[opinion.classes().get(i)];
                sum += p * Math.log(p / share);
                outside -= share;
            }
            sum += opinion.dustbin() * Math.log(opinion.dustbin() / outside);
        }
        return sum;
    }

    private static double[] shifted(double[] logits, int index, double by) {
        double[] other = logits.clone();
        other[index] += by;
        return other;
    }

    private static double[] softmax(double... logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(z -> Math.exp(z) / sum).toArray();
    }

    private static double[] drawn(Random random, int count) {
        return softmax(IntStream.range(0, count)
                .mapToDouble(_ -> random.nextGaussian())
                .toArray());
    }
}
