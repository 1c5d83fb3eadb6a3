package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NutRendererTest {
    private static final int SIZE = 96;
    /** The lens's blur reaches 2 pixels at this size. */
    private static final int BLUR = 2;

    private final NutRenderer nuts = new NutRenderer(SIZE);

    private RenderedPart render(long seed, Condition condition) {
        return nuts.render(new SplittableRandom(seed), condition);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sameSeedGivesTheSamePhoto(long seed) {
        for (Condition condition : Condition.values()) {
            assertThat(render(seed, condition)).isEqualTo(render(seed, condition));
            assertThat(render(seed, condition).condition()).isEqualTo(condition);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void matchedPhotosAreThoseOfEachCondition(long seed) {
        assertThat(nuts.matched(seed)).containsExactly(render(seed, Condition.OK), render(seed, Condition.NG));
    }

    @Test
    void anotherSeedGivesAnotherPhoto() {
        for (Condition condition : Condition.values()) {
            assertThat(render(1, condition).photo())
                    .isNotEqualTo(render(2, condition).photo());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void pairDiffersInTheMaskAndNowhereElse(long seed) {
        RenderedPart sound = render(seed, Condition.OK);
        RenderedPart damaged = render(seed, Condition.NG);

        assertThat(sound.mask().count()).isZero();
        assertThat(sound.defects()).isEmpty();
        assertThat(damaged.mask().count()).isPositive();
        int changed = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean differs = differs(sound.photo(), damaged.photo(), y, x);
                assertThat(differs && !near(damaged.mask(), y, x))
                        .as("changed outside the mask at y=%d x=%d: %s", y, x, damaged.defects())
                        .isFalse();
                changed += differs && damaged.mask().at(y, x) ? 1 : 0;
            }
        }
        assertThat((double) changed / damaged.mask().count())
                .as("share of the mask that differs: %s", damaged.defects())
                .isGreaterThan(0.85);
    }

    private static boolean differs(Image one, Image other, int y, int x) {
        return one.at(y, x, 0) != other.at(y, x, 0)
                || one.at(y, x, 1) != other.at(y, x, 1)
                || one.at(y, x, 2) != other.at(y, x, 2);
    }

    private static boolean near(Mask mask, int y, int x) {
        for (int row = Math.max(0, y - BLUR); row <= Math.min(SIZE - 1, y + BLUR); row++) {
            for (int column = Math.max(0, x - BLUR); column <= Math.min(SIZE - 1, x + BLUR); column++) {
                if (mask.at(row, column)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void everyKindOfDefectAppearsFromMildToSevere() {
        Map<DefectKind, Integer> seen = new EnumMap<>(DefectKind.class);
        double mildest = 1;
        double severest = 0;
        for (long seed = 0; seed < 150; seed++) {
            for (Defect defect : new NutRenderer(64)
                    .render(new SplittableRandom(seed), Condition.NG)
                    .defects()) {
                seen.merge(defect.kind(), 1, Integer::sum);
                mildest = Math.min(mildest, defect.severity());
                severest = Math.max(severest, defect.severity());
            }
        }
        assertThat(seen).containsOnlyKeys(DefectKind.values());
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isGreaterThan(12));
        assertThat(mildest).isLessThan(0.1);
        assertThat(severest).isGreaterThan(0.9);
    }

    @Test
    void defectsAreAtLeastAsSevereAsAskedFor() {
        for (long seed = 0; seed < 40; seed++) {
            var part = new NutRenderer(64, 0.7).render(new SplittableRandom(seed), Condition.NG);
            assertThat(part.defects())
                    .allSatisfy(defect -> assertThat(defect.severity()).isBetween(0.7, 1.0));
        }
    }

    @Test
    void defectsLieOnTheNut() {
        double shares = 0;
        int photos = 80;
        for (long seed = 0; seed < photos; seed++) {
            Mask mask = render(seed, Condition.NG).mask();
            double share = shareOnNut(mask, seed);
            assertThat(share).as("seed %d", seed).isGreaterThan(0.1);
            shares += share;
        }
        assertThat(shares / photos).isGreaterThan(0.85);
    }

    private static double shareOnNut(Mask mask, long seed) {
        // The scene's seed is the first number that the renderer draws.
        var sceneRandom = new SplittableRandom(new SplittableRandom(seed).nextLong());
        Scene scene = Scene.sample(sceneRandom, SIZE);
        NutRay ray = new NutRay(scene);
        Hit hit = new Hit();
        int onNut = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                ray.cast(scene.view().u(x + 0.5, y + 0.5), scene.view().v(x + 0.5, y + 0.5), hit);
                onNut += mask.at(y, x) && hit.place != Hit.Place.BELT ? 1 : 0;
            }
        }
        return (double) onNut / mask.count();
    }

    @Test
    void refusesSizesAndSeveritiesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NutRenderer(8))
                .withMessageContaining("8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NutRenderer(64, 1.5))
                .withMessageContaining("1.5");
    }
}
