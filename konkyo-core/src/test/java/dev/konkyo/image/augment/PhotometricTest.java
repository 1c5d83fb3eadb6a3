package dev.konkyo.image.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Image;
import dev.konkyo.image.ScenePhotos;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PhotometricTest {
    private static Image changed(Augmentation.Photometric kind, Image picture, RandomGenerator random) {
        return kind.draw(picture.height(), picture.width(), random).paint().apply(picture);
    }

    private static double value(Augmentation.Photometric kind, String name, long seed) {
        Map<String, Number> values =
                kind.draw(64, 64, new SplittableRandom(seed)).values();
        return Objects.requireNonNull(values.get(name), name).doubleValue();
    }

    /** Draws that end at the edge of the range, on either side. */
    private static RandomGenerator always(double uniform) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return uniform;
            }
        };
    }

    @Test
    void gammaBendsTheMiddle() {
        // Exponent 2: 255 (51 / 255)^2 = 10.2; exponent 1 / 2: 255 sqrt(51 / 255) = 114.04.
        Image grey = Image.filled(1, 1, 51, 0, 255);
        assertThat(changed(new Gamma(1, 1), grey, always(1)).rgb()).containsExactly(10, 0, 255);
        assertThat(changed(new Gamma(1, 1), grey, always(0)).rgb()).containsExactly(114, 0, 255);
    }

    @Test
    void withoutSaturationOnlyTheLightnessIsLeft() {
        // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
        Image colour = Image.filled(1, 1, 200, 100, 50);
        assertThat(changed(new Colour(1, 1, 0), colour, always(0)).rgb()).containsExactly(124, 124, 124);
        // Twice as strong: 124.2 + 2 (200 - 124.2) = 275.8, 124.2 - 2 * 24.2 = 75.8, 124.2 - 2 * 74.2 = -24.2.
        assertThat(changed(new Colour(1, 1, 0), colour, always(1)).rgb()).containsExactly(255, 76, 0);
    }

    @Test
    void halfATurnOfHueMirrorsTheColourInItsLightness() {
        // 2 * 124.2 - v
        Image colour = Image.filled(1, 1, 200, 100, 50);
        assertThat(changed(new Colour(1, 0, 180), colour, always(1)).rgb()).containsExactly(48, (byte) 148, (byte) 198);
        Image grey = Image.filled(1, 1, 77, 77, 77);
        assertThat(changed(new Colour(1, 0, 180), grey, new SplittableRandom(3)))
                .isEqualTo(grey);
    }

    @Test
    void aQuarterTurnOfHuePutsRedWhereBlueWas() {
        // Y = 0.299 * 100 + 100 = 129.9 for (200, 100, 100): B - Y = -29.9, R - Y = 70.1. A quarter turn: B - Y becomes
        // -70.1 * 0.886 / 0.701 = -88.6, R - Y becomes -29.9 * 0.701 / 0.886 = -23.66, G - Y = (0.299 * 23.66 + 0.114 *
        // 88.6) / 0.587 = 29.26.
        Image colour = Image.filled(1, 1, 200, 100, 100);
        assertThat(changed(new Colour(1, 0, 90), colour, always(1)).rgb()).containsExactly(106, (byte) 159, 41);
    }

    @Test
    void noiseHasTheDrawnDeviation() {
        GaussianNoise noise = new GaussianNoise(1, 0.2);
        for (long seed = 1; seed <= 5; seed++) {
            Image noisy = changed(noise, Image.filled(64, 64, 128, 128, 128), new SplittableRandom(seed));
            double sum = 0;
            double squares = 0;
            for (byte component : noisy.rgb()) {
                double away = Byte.toUnsignedInt(component) - 128;
                sum += away;
                squares += away * away;
            }
            int count = noisy.rgb().length;
            double deviation = 255 * value(noise, "deviation", seed);
            // Rounding adds a variance of 1 / 12; 4 standard errors of 12,288 numbers.
            assertThat(sum / count).isCloseTo(0, within(4 * deviation / Math.sqrt(count) + 0.05));
            assertThat(Math.sqrt(squares / count - 1.0 / 12)).isCloseTo(deviation, within(0.03 * deviation + 0.1));
        }
    }

    @Test
    void pepperLosesTheDrawnShareHalfToBlackAndHalfToWhite() {
        SaltAndPepper pepper = new SaltAndPepper(1, 0.5);
        Image changed = changed(pepper, Image.filled(64, 64, 128, 128, 128), new SplittableRandom(4));
        int black = 0;
        int white = 0;
        for (int i = 0; i < changed.rgb().length; i += 3) {
            assertThat(changed.rgb()[i]).isEqualTo(changed.rgb()[i + 1]).isEqualTo(changed.rgb()[i + 2]);
            black += changed.rgb()[i] == 0 ? 1 : 0;
            white += changed.rgb()[i] == -1 ? 1 : 0;
        }
        double expected = 4096 * value(pepper, "share", 4) / 2;
        assertThat(expected).isGreaterThan(50);
        assertThat((double) black).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        assertThat((double) white).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    @Test
    void blurSpreadsAPointAsTheBellSays() {
        byte[] rgb = new byte[3 * 33 * 33];
        rgb[3 * (16 * 33 + 16)] = (byte) 255;
        // The largest draw: 0.1 of 33 pixels is a deviation of 3.3; blurring a step keeps the mean, so use a half
        // plane.
        for (int i = 0; i < 33 * 33; i++) {
            rgb[3 * i + 1] = (byte) (i % 33 < 16 ? 0 : 255);
        }
        Image blurred = changed(new Blur(1, 0.1), new Image(33, 33, rgb), always(1));
        // The step lies between columns 15 and 16; 3.5 pixels to the right of it the bell has 255 Φ(3.5 / 3.3) = 218.2.
        assertThat((double) blurred.at(16, 19, 1)).isCloseTo(218.2, within(3.0));
        assertThat((double) blurred.at(16, 12, 1)).isCloseTo(255 - 218.2, within(3.0));
    }

    @Test
    void jpegLosesLittleAtHighQualityAndMuchAtLow() {
        Image scene = ScenePhotos.gradient(64, 64);
        double good = ScenePhotos.difference(scene, changed(new JpegArtefacts(1, 95), scene, new SplittableRandom(1)));
        JpegArtefacts any = new JpegArtefacts(1, 1);
        double worst = 0;
        for (long seed = 1; seed < 40; seed++) {
            if (value(any, "quality", seed) < 15) {
                worst = Math.max(worst, ScenePhotos.difference(scene, changed(any, scene, new SplittableRandom(seed))));
            }
        }
        assertThat(good).isLessThan(2);
        assertThat(worst).isGreaterThan(3 * good);
    }
}
