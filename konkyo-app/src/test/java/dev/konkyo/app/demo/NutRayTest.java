package dev.konkyo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.konkyo.app.demo.Hit.Place;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NutRayTest {
    private static final NutShape SHAPE = new NutShape(0.5, 0.6, 0.9, 1.1, 0.8, 0.16);

    /** A camera without perspective that looks down with a given slant along x. */
    private static NutRay ray(double slantX) {
        Scene any = Scene.sample(new SplittableRandom(1), 100);
        View view = new View(100, 50, 50, 30, 0, 1, 0, slantX, 0, 0);
        return new NutRay(new Scene(
                view,
                SHAPE,
                any.metal(),
                any.light(),
                any.belt(),
                any.beltColour(),
                any.beltTurn(),
                any.dirt(),
                any.dust(),
                any.offset()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0, BELT",
        "0.49, 0.0, BELT",
        "0.55, 0.0, COUNTERSINK",
        "0.7, 0.0, FACE",
        "0.0, 0.98, CHAMFER",
        "0.99, 0.0, CHAMFER",
        "1.01, 0.0, BELT",
        "0.0, 1.09, CHAMFER",
        "0.0, 1.12, BELT"
    })
    void straightDownMeetsWhatLiesBelow(double u, double v, Place place) {
        Hit hit = new Hit();
        ray(0).cast(u, v, hit);
        assertThat(hit.place).isEqualTo(place);
        assertThat(hit.x).isEqualTo(u);
        assertThat(hit.y).isEqualTo(v);
    }

    @Test
    void slantedRayMeetsTheFlank() {
        Hit hit = new Hit();
        ray(-0.2).cast(1.1, 0, hit);
        // 0.1 beyond the flat at a slant of 0.2: met half a unit below the face, which lies at 0.8.
        assertThat(hit.place).isEqualTo(Place.FLANK);
        assertThat(hit.x).isCloseTo(1, within(1e-12));
        assertThat(hit.z).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void slantedRayMeetsTheBore() {
        Hit hit = new Hit();
        ray(0.5).cast(0.3, 0, hit);
        assertThat(hit.place).isEqualTo(Place.BORE);
        assertThat(hit.x).isCloseTo(0.5, within(1e-12));
        assertThat(hit.z).isCloseTo(0.4, within(1e-12));
        assertThat(hit.normalX).isNegative();
    }

    @Test
    void chamferFallsAtThirtyDegrees() {
        Hit hit = new Hit();
        ray(0).cast(0, 1.05, hit);
        assertThat(hit.z).isCloseTo(0.8 - Math.tan(Math.PI / 6) * 0.15, within(1e-4));
        assertThat(Math.atan2(hit.normalY, hit.normalZ)).isGreaterThan(Math.toRadians(29));
    }
}
