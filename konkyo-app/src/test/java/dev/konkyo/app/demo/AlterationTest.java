package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlterationTest {
    private static final int SIZE = 160;

    @ParameterizedTest
    @EnumSource(DefectKind.class)
    void whatADefectChangesLiesNearIt(DefectKind kind) {
        int changed = 0;
        int far = 0;
        for (int seed = 0; seed < 20; seed++) {
            var random = new SplittableRandom(seed);
            Scene scene = Scene.sample(random, SIZE);
            Alteration defect = kind.sample(random, scene, random.nextDouble());
            var ray = new NutRay(scene);
            var finish = new Finish(scene);
            var hit = new Hit();
            for (int i = 0; i < SIZE * SIZE; i++) {
                int row = i / SIZE;
                int column = i % SIZE;
                ray.cast(scene.view().u(column, row), scene.view().v(column, row), hit);
                if (hit.place != Hit.Place.BELT) {
                    finish.metal(hit);
                }
                boolean near = defect.near(hit.u, hit.v, 1e-9);
                far += near ? 0 : 1;
                if (defect.reach().holds(hit.u, hit.v) && defect.alter(hit, ray)) {
                    changed++;
                    assertThat(near)
                            .as("%s changes (%f, %f)", defect, hit.u, hit.v)
                            .isTrue();
                }
            }
        }
        assertThat(changed).isGreaterThan(100);
        assertThat(far).as("points that need no rays").isGreaterThan(20 * SIZE * SIZE / 2);
    }
}
