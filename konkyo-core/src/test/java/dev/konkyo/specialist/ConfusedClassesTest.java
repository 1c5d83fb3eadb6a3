package dev.konkyo.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusedClassesTest {
    @Test
    void theCovarianceIsThatOfTheColumns() {
        var covariance = ConfusedClasses.covariance(List.of(new double[] {1, 0}, new double[] {0.5, 0.5}));
        assertThat(covariance[0]).containsExactly(new double[] {0.0625, -0.0625}, within(1e-12));
        assertThat(covariance[1]).containsExactly(new double[] {-0.0625, 0.0625}, within(1e-12));
    }

    /** Photos of 0, 2 and 4 get their probability shared among the three, those of 1 and 3 among the two, 5 is never doubted. */
    @Test
    void classesThatAreTakenForEachOtherAreAGroup() {
        var random = new Random(2);
        List<double[]> predictions = new ArrayList<>();
        for (int photo = 0; photo < 600; photo++) {
            int[] mates = new int[][] {{0, 2, 4}, {1, 3}, {5}}[photo % 3];
            double[] row = new double[6];
            double sum = 0;
            for (int mate : mates) {
                row[mate] = 1 + random.nextDouble();
                sum += row[mate];
            }
            for (int mate : mates) {
                row[mate] /= sum;
            }
            predictions.add(row);
        }
        assertThat(ConfusedClasses.of(predictions, 3, random))
                .containsExactlyInAnyOrder(List.of(0, 2, 4), List.of(1, 3));
    }
}
