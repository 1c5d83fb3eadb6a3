package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.image.Image;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that says nothing of where the defect lies must not tell sound from defective. */
class NutConfoundTest {
    private static final int PHOTOS = 300;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void meanOfAChannelDoesNotSeparateTheConditions(int channel) {
        assertThat(bestAccuracy(photo -> mean(photo, channel))).isBetween(0.5, 0.65);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void spreadOfAChannelDoesNotSeparateTheConditions(int channel) {
        assertThat(bestAccuracy(photo -> spread(photo, channel))).isBetween(0.5, 0.65);
    }

    /** The accuracy of the best threshold, whichever side of it is called defective. */
    private static double bestAccuracy(ToDoubleFunction<Image> statistic) {
        double[] sound = values(statistic, Condition.OK, 1000);
        double[] damaged = values(statistic, Condition.NG, 2000);
        double best = 0;
        for (double threshold : sound) {
            long right = Arrays.stream(sound)
                            .filter(value -> value <= threshold)
                            .count()
                    + Arrays.stream(damaged).filter(value -> value > threshold).count();
            double accuracy = (double) right / (sound.length + damaged.length);
            best = Math.max(best, Math.max(accuracy, 1 - accuracy));
        }
        return best;
    }

    private static double[] values(ToDoubleFunction<Image> statistic, Condition condition, long firstSeed) {
        var nuts = new NutRenderer(40);
        double[] values = new double[PHOTOS];
        for (int i = 0; i < PHOTOS; i++) {
            values[i] = statistic.applyAsDouble(
                    nuts.render(new SplittableRandom(firstSeed + i), condition).photo());
        }
        return values;
    }

    private static double mean(Image photo, int channel) {
        double sum = 0;
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                sum += photo.at(y, x, channel);
            }
        }
        return sum / photo.height() / photo.width();
    }

    private static double spread(Image photo, int channel) {
        double mean = mean(photo, channel);
        double sum = 0;
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                sum += Math.pow(photo.at(y, x, channel) - mean, 2);
            }
        }
        return Math.sqrt(sum / photo.height() / photo.width());
    }
}
