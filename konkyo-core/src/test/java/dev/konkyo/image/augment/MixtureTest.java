package dev.konkyo.image.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.image.Inputs;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {
    /** Beta(α, α) has the mean 1 / 2 and the variance 1 / (4 (2 α + 1)). */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 1, 4})
    void betaHasItsMeanAndVariance(double alpha) {
        SplittableRandom random = new SplittableRandom(9);
        double[] draws = new double[40_000];
        Arrays.setAll(draws, _ -> new Beta(alpha).sample(random));
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance =
                Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
        assertThat(Arrays.stream(draws)).allMatch(x -> x >= 0 && x <= 1);
        assertThat(mean).isCloseTo(0.5, within(0.011));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.004));
    }

    @Test
    void mixUpAddsTheShares() {
        Inputs own = new Inputs(2, 1, 1, 0, 10, 4, 8, 16, 32);
        Inputs partners = new Inputs(2, 1, 1, 100, 200, 300, 5, 5, 5);
        new Mixture.Blend(0.25).mix(own, 1, partners, 0);
        // Only the second of two: 0.25 * 8 + 0.75 * 100 and so on.
        assertThat(own.values()).containsExactly(0f, 10f, 4f, 77f, 154f, 233f);
        assertThat(partners.values()).containsExactly(100, 200, 300, 5, 5, 5);
    }

    @Test
    void cutMixPastesARectangleAndCountsItsArea() {
        float[] other = new float[2 * 36];
        for (int i = 36; i < other.length; i++) {
            // Places of the second photo are numbered from 1 row by row; the channels are that number, 100 and 200
            // more.
            int place = (i - 36) / 3 + 1;
            other[i] = place + 100 * (i % 3);
        }
        Inputs own = new Inputs(2, 3, 4, new float[2 * 36]);
        Mixture.Paste paste = new Mixture.Paste(1, 0, 3, 2, 3, 4);
        paste.mix(own, 0, new Inputs(2, 3, 4, other), 1);
        float[] planes = own.planes(0);
        assertThat(Arrays.copyOf(planes, 12)).containsExactly(0, 2, 3, 0, 0, 6, 7, 0, 0, 0, 0, 0);
        assertThat(Arrays.copyOfRange(planes, 24, 36)).containsExactly(0, 202, 203, 0, 0, 206, 207, 0, 0, 0, 0, 0);
        assertThat(own.planes(1)).containsOnly(0);
        assertThat(paste.share()).isEqualTo(1 - 4.0 / 12);
    }

    @Test
    void theLabelGoesByTheAreaThatWasReallyPasted() {
        SplittableRandom random = new SplittableRandom(1);
        double shares = 0;
        for (int i = 0; i < 2000; i++) {
            Mixture mixture = new CutMix(1, 1).draw(20, 30, random);
            Inputs own = new Inputs(1, 20, 30, new float[1800]);
            Inputs other = own.copy();
            Arrays.fill(other.values(), 1);
            mixture.mix(own, 0, other, 0);
            int pasted = 0;
            for (int place = 0; place < 600; place++) {
                pasted += (int) own.values()[3 * place];
            }
            assertThat(mixture.share()).isCloseTo(1 - pasted / 600.0, within(1e-12));
            shares += mixture.share();
        }
        // λ is even with the mean 1/2. For a rectangle of side s a side keeps s - s²/4 of it on average, so that the
        // mean of the pasted area
        // is the integral of s² (1 - s/4)² with s² even: 1/2 - 1/5 + 1/48 = 0.3208.
        assertThat(shares / 2000).isCloseTo(1 - 0.3208, within(0.02));
    }

    @Test
    void eachOfSeveralMixturesComesAndNoneWithoutProbability() {
        AugmentationPolicy both = new AugmentationPolicy(List.of(new MixUp(1, 0.2), new CutMix(1, 1)));
        SplittableRandom random = new SplittableRandom(2);
        int blends = 0;
        for (int i = 0; i < 400; i++) {
            blends += both.mixture(8, 8, random).orElseThrow() instanceof Mixture.Blend ? 1 : 0;
        }
        assertThat(blends).isBetween(150, 250);
        assertThat(new AugmentationPolicy(List.of(new MixUp(0, 1))).mixture(8, 8, random))
                .isEmpty();
        assertThat(AugmentationPolicy.strong().mixture(8, 8, random)).isEmpty();
    }
}
