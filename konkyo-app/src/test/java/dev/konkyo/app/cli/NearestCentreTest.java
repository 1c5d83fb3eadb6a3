package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.cluster.Space;
import dev.konkyo.evidence.memory.EvidenceMemory;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NearestCentreTest {
    private static NearestCentre euclidean(float... pairs) {
        return new NearestCentre(Space.EUCLIDEAN, TensorData.ofFloats(Shape.of(pairs.length / 2, 2), pairs));
    }

    /**
     * At (1000, 0) each centre's number is 5e5, of which float32 has every 1/32. Five roots of twice 1e12 (product and first sum), 1e12 (second
     * sum), 0.25e12 (offset) and 2.25e12 (its addition), times 2^-24, are 0.70 for each of two centres, so half the squared distance may be 1.40.
     */
    @ParameterizedTest
    @CsvSource({"0.01, true", "1.6, true", "1.7, false", "-1.6, true", "-1.7, false"})
    void aCentreThatFloat32DoesNotTellApartMayBeTheNearest(float away, boolean may) {
        var centres = euclidean(1000, 0, 1000 + away, 0);
        assertThat(centres.mayBe(0, 1000, 0)).isTrue();
        assertThat(centres.mayBe(1, 1000, 0)).isEqualTo(may);
    }

    /** What is rounded is as large as the centres, however small the embedding is. */
    @Test
    void largeCentresBlurASmallEmbedding() {
        var centres = euclidean(1000, 0.01f, 0.02f, 1000, 0, 1002);
        assertThat(centres.mayBe(0, 0, 0)).isTrue();
        assertThat(centres.mayBe(1, 0, 0)).isTrue();
        assertThat(centres.mayBe(2, 0, 0)).isFalse();
    }

    @Test
    void smallNumbersAreToldApartFinely() {
        var centres = euclidean(1, 0, 1.01f, 0, 0.99f, 0);
        assertThat(centres.mayBe(0, 1, 0)).isTrue();
        assertThat(centres.mayBe(1, 1, 0)).isFalse();
        assertThat(centres.mayBe(2, 1, 0)).isFalse();
        assertThat(centres.mayBe(3, 1, 0)).isFalse();
        assertThat(centres.mayBe(-1, 1, 0)).isFalse();
    }

    @Test
    void directionsCountAlone() {
        var centres = new NearestCentre(Space.SPHERICAL, TensorData.ofFloats(Shape.of(3, 2), 3, 4, 300, 400, 3, 4.1f));
        assertThat(centres.mayBe(0, 3, 4)).isTrue();
        assertThat(centres.mayBe(1, 3, 4)).isTrue();
        assertThat(centres.mayBe(2, 30, 41)).isTrue();
        assertThat(centres.mayBe(0, 30, 41)).isFalse();
    }

    /** Photos of a network that has collapsed, looked up in float32 one product after the other, as no engine does worse. */
    @ParameterizedTest
    @EnumSource(Space.class)
    void whatFloat32FindsIsNeverRefused(Space space) {
        var random = new Random(7);
        int length = 1280;
        int clusters = 10;
        int missed = 0;
        for (int photo = 0; photo < 50; photo++) {
            float[] centres = near(random, clusters * length);
            float[] embedding = near(random, length);
            var stored = TensorData.ofFloats(Shape.of(clusters, length), centres);
            var lookup = EvidenceMemory.lookup(space, stored, stored);
            float[] directions = lookup.directions().toFloats();
            float[] offsets = lookup.offsets().toFloats();
            float[] nearness = new float[clusters];
            int found = 0;
            int nearest = 0;
            double[] exact = new double[clusters];
            for (int cluster = 0; cluster < clusters; cluster++) {
                double squares = 0;
                for (int i = 0; i < length; i++) {
                    double centre = centres[cluster * length + i];
                    nearness[cluster] += directions[cluster * length + i] * embedding[i];
                    exact[cluster] += centre * embedding[i];
                    squares += centre * centre;
                }
                nearness[cluster] += offsets[cluster];
                exact[cluster] =
                        space == Space.EUCLIDEAN ? exact[cluster] - squares / 2 : exact[cluster] / Math.sqrt(squares);
                found = nearness[cluster] > nearness[found] ? cluster : found;
                nearest = exact[cluster] > exact[nearest] ? cluster : nearest;
            }
            missed += found == nearest ? 0 : 1;
            assertThat(new NearestCentre(space, stored).mayBe(found, doubles(embedding)))
                    .isTrue();
        }
        assertThat(missed).as("photos whose nearest centre float32 misses").isPositive();
    }

    private static float[] near(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1 + 4e-3 * random.nextGaussian());
        }
        return values;
    }

    private static double[] doubles(float... values) {
        return TensorData.ofFloats(Shape.of(values.length), values).toDoubles();
    }
}
