package dev.konkyo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void drawnPicturesHaveStructureAndAreTheSameAtEverySize() {
        Set<Integer> means = new HashSet<>();
        for (long seed = 1; seed <= 8; seed++) {
            var small = new GoldenInput.Drawn(seed).picture(64, 64);
            var large = new GoldenInput.Drawn(seed).picture(128, 128);
            int edges = 0;
            long sum = 0;
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    assertThat(large.at(2 * y, 2 * x, 1)).isEqualTo(small.at(y, x, 1));
                    sum += small.at(y, x, 1);
                    edges += x > 0 && Math.abs(small.at(y, x, 1) - small.at(y, x - 1, 1)) > 8 ? 1 : 0;
                }
            }
            assertThat(edges).as("noise would have thousands").isLessThan(1500);
            means.add((int) (sum / 4096));
        }
        assertThat(means).hasSizeGreaterThan(5);
    }

    @Test
    void theToleranceIsAShareOfTheLargestNumber() {
        var expected = TensorData.ofFloats(Shape.of(2), 10, 0);
        var near = TensorData.ofFloats(Shape.of(2), 10, 0.009f);
        var far = TensorData.ofFloats(Shape.of(2), 10, 0.011f);
        assertThat(Golden.difference(expected, near, Tolerances.USUAL)).isEmpty();
        assertThat(Golden.difference(expected, far, Tolerances.USUAL))
                .hasValueSatisfying(said -> assertThat(said).contains("element 1"));
        assertThat(Golden.difference(expected, far, 0.05)).isEmpty();
        assertThat(Golden.difference(TensorData.vector(3), TensorData.vector(4), 0.05))
                .isPresent();
        assertThat(Golden.difference(expected, TensorData.ofFloats(Shape.of(1), 10), 0.5))
                .isPresent();
    }
}
