package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that says nothing of where the defect lies must not tell sound from defective. */
class NutConfoundTest {
    private static final int PHOTOS = 300;

    private static List<double[]> sound = List.of();
    private static List<double[]> damaged = List.of();

    @BeforeAll
    static void render() {
        sound = statistics(Condition.OK, 1000);
        damaged = statistics(Condition.NG, 2000);
    }

    /** 0 to 2: the means of red, green and blue; 3 to 5: their standard deviations. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void oneNumberOfThePhotoDoesNotSeparateTheConditions(int statistic) {
        double best = 0;
        for (double[] photo : sound) {
            double threshold = photo[statistic];
            long right = sound.stream().filter(s -> s[statistic] <= threshold).count()
                    + damaged.stream().filter(s -> s[statistic] > threshold).count();
            double accuracy = right / (2.0 * PHOTOS);
            best = Math.max(best, Math.max(accuracy, 1 - accuracy));
        }
        assertThat(best).isBetween(0.5, 0.65);
    }

    private static List<double[]> statistics(Condition condition, long firstSeed) {
        var nuts = new NutRenderer(40);
        return LongStream.range(firstSeed, firstSeed + PHOTOS)
                .mapToObj(seed -> statistics(
                        nuts.render(new SplittableRandom(seed), condition).photo()))
                .toList();
    }

    private static double[] statistics(Image photo) {
        double[] sums = new double[6];
        int pixels = photo.height() * photo.width();
        for (int i = 0; i < 3 * pixels; i++) {
            int value = Byte.toUnsignedInt(photo.rgb()[i]);
            sums[i % 3] += value;
            sums[3 + i % 3] += value * value;
        }
        return Arrays.stream(new int[] {0, 1, 2, 3, 4, 5})
                .mapToDouble(i -> {
                    double mean = sums[i % 3] / pixels;
                    return i < 3 ? mean : Math.sqrt(sums[i] / pixels - mean * mean);
                })
                .toArray();
    }
}
