package dev.konkyo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
    private static double[][] line(double... values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    private static double[][] drawn(int points, int dimensions, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, points)
                .mapToObj(_ -> IntStream.range(0, dimensions)
                        .mapToDouble(_ -> random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void pairsOnALineAreFoundWithTheirMeans() {
        var found = KMeans.euclidean(2).cluster(line(0, 10, 1, 11), new Random(1));
        assertThat(found.inertia()).isCloseTo(4 * 0.25, within(1e-12));
        assertThat(found.sizes()).containsExactly(2, 2);
        assertThat(found.members(found.nearest(0.4))).containsExactly(0, 2);
        assertThat(found.centre(found.nearest(12))).containsExactly(10.5);
    }

    @Test
    void inTheSphericalSpaceOnlyDirectionsCount() {
        double[][] points = {{1, 0}, {100, 10}, {0, 0.01}, {0.2, 5}};
        var found = KMeans.spherical(2).cluster(points, new Random(1));
        assertThat(found.members(found.nearest(3, 0.1))).containsExactly(0, 1);
        // The middle of two directions halves their angle, here atan(0.1).
        double half = Math.atan(0.1) / 2;
        assertThat(found.centre(found.nearest(1, 0))[1]).isCloseTo(Math.sin(half), within(1e-12));
        double other = Math.atan(0.04) / 2;
        assertThat(found.inertia()).isCloseTo(4 * (1 - Math.cos(half)) + 4 * (1 - Math.cos(other)), within(1e-12));
    }

    /** The oracle tries every way to divide the points. */
    @ParameterizedTest
    @EnumSource(Space.class)
    void findsTheBestOfAllDivisions(Space space) {
        for (long seed = 0; seed < 20; seed++) {
            double[][] points = drawn(8, 2, seed);
            var found = new KMeans(3, space, 30, 100).cluster(points, new Random(seed));
            assertThat(found.inertia()).as("seed %d", seed).isCloseTo(leastInertia(points, space, 3), within(1e-9));
        }
    }

    private static double leastInertia(double[][] points, Space space, int clusters) {
        double[][] placed = Arrays.stream(points).map(space::placed).toArray(double[][]::new);
        double least = Double.POSITIVE_INFINITY;
        for (int code = 0; code < Math.pow(clusters, points.length); code++) {
            double inertia = 0;
            for (int k = 0; k < clusters; k++) {
                inertia += inertia(placed, space, code, clusters, k);
            }
            least = Math.min(least, inertia);
        }
        return least;
    }

    private static double inertia(double[][] placed, Space space, int code, int clusters, int cluster) {
        double[] sum = new double[placed[0].length];
        double squares = 0;
        int size = 0;
        for (int i = 0, rest = code; i < placed.length; i++, rest /= clusters) {
            if (rest % clusters == cluster) {
                size++;
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += placed[i][d];
                    squares += placed[i][d] * placed[i][d];
                }
            }
        }
        double length = Arrays.stream(sum).map(value -> value * value).sum();
        // sum |x|² - |sum|² / n around the mean; 2 n - 2 |sum| around the direction of the sum
        return size == 0 ? 0 : space == Space.EUCLIDEAN ? squares - length / size : 2 * size - 2 * Math.sqrt(length);
    }

    @Test
    void seedsAreDrawnInProportionToTheSquaredDistance() {
        // From 0 the others lie at 1 and 3: chances 1/10 and 9/10.
        var random = new Random(5);
        int far = 0;
        int drawn = 0;
        while (drawn < 4000) {
            double[][] seeds = Seeding.centres(line(0, 1, 3), 2, random);
            if (seeds[0][0] == 0) {
                drawn++;
                far += seeds[1][0] == 3 ? 1 : 0;
            }
        }
        assertThat(far / 4000.0).isCloseTo(0.9, within(0.02));
    }

    @Test
    void aCentreWithoutPointsBeginsAnewAtTheFarthestPoint() {
        double[][] points = line(0, 1, 10, 14);
        var found = new Lloyd(points, Space.EUCLIDEAN, line(0, 10, 100)).run(50);
        assertThat(found.sizes()).containsExactly(2, 1, 1);
        assertThat(found.centre(2)).containsExactly(14);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noGroupIsEmptyAndEveryPointIsAtItsNearestCentre(long seed) {
        double[][] points = drawn(60, 5, seed);
        for (Space space : Space.values()) {
            var found = new KMeans(12, space, 1, 300).cluster(points, new Random(seed));
            assertThat(found.sizes()).hasSize(12).doesNotContain(0);
            int[] nearest = Arrays.stream(points).mapToInt(found::nearest).toArray();
            assertThat(found.assignment()).containsExactly(nearest);
        }
    }

    @Test
    void fewerDifferentPointsGiveFewerGroups() {
        var found = KMeans.euclidean(5).cluster(line(2, 2, 7, 2, 7), new Random(1));
        assertThat(found.clusters()).isEqualTo(2);
        assertThat(found.inertia()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameGroups() {
        double[][] points = drawn(40, 3, 9);
        var one = KMeans.euclidean(4).cluster(points, new Random(7));
        var two = KMeans.euclidean(4).cluster(points, new Random(7));
        assertThat(one.assignment()).containsExactly(two.assignment());
    }

    @Test
    void saysWhatIsWrongWithThePoints() {
        var one = KMeans.euclidean(1);
        assertThatThrownBy(() -> one.cluster(new double[0][], new Random(1))).hasMessageContaining("got none");
        assertThatThrownBy(() -> one.cluster(new double[][] {{1}, {1, 2}}, new Random(1)))
                .hasMessageContaining("got 1 and 2 for points 0 and 1");
        assertThatThrownBy(() -> one.cluster(line(1, Double.NaN), new Random(1)))
                .hasMessageContaining("point 1 is not finite");
        assertThatThrownBy(() -> KMeans.spherical(1).cluster(line(1, 0), new Random(1)))
                .hasMessageContaining("no direction");
        assertThatThrownBy(() -> KMeans.euclidean(0)).hasMessageContaining("at least 1 cluster");
    }
}
