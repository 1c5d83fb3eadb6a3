package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    /** The square of 100 becomes a trapezium whose upper side is half as long; its middle moves up to where the diagonals meet. */
    private static final Projective TRAPEZIUM =
            Projective.ofCorners(100, 100, new Point(25, 0), new Point(75, 0), new Point(100, 100), new Point(0, 100));

    /** Nodes at 0 and 10: arrows grow from none at the left to 4 to the right and 2 downwards at the right. */
    private static final Displacement PULL =
            new Displacement(10, 2, new float[] {0, 4, 0, 4}, new float[] {0, 2, 0, 2});

    @Test
    void perspectiveMovesPointsAsWorkedOutByHand() {
        // The diagonals of the trapezium meet a third of the way down, for its upper side is half as long as its lower
        // one.
        assertPoint(TRAPEZIUM.apply(new Point(0, 0)), 25, 0);
        assertPoint(TRAPEZIUM.apply(new Point(100, 100)), 100, 100);
        assertPoint(TRAPEZIUM.apply(new Point(50, 50)), 50, 100.0 / 3);
        // Along the middle the depth is w = 1 - y / 200, and y' = y / 2 / w.
        assertPoint(TRAPEZIUM.apply(new Point(50, 25)), 50, 12.5 / 0.875);
        assertPoint(TRAPEZIUM.inverse().apply(new Point(50, 100.0 / 3)), 50, 50);
    }

    @Test
    void arrowsAreInterpolatedAndGoOnBeyondTheGrid() {
        assertPoint(PULL.apply(new Point(0, 3)), 0, 3);
        assertPoint(PULL.apply(new Point(5, 3)), 7, 4);
        assertPoint(PULL.apply(new Point(10, 3)), 14, 5);
        assertPoint(PULL.apply(new Point(20, 30)), 24, 32);
        assertPoint(PULL.inverse().apply(new Point(7, 4)), 5, 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void chainsAreUndone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Mapping all = Affine.rotation(0.3).then(TRAPEZIUM).then(PULL).then(Affine.shift(3, -2));
        for (int i = 0; i < 50; i++) {
            Point point = new Point(random.nextDouble(20, 70), random.nextDouble(5, 70));
            assertPoint(all.inverse().apply(all.apply(point)), point.x(), point.y());
        }
    }

    @Test
    void affineChangesStayAffineWhenJoined() {
        Mapping joined = Affine.shift(1, 2).then((Mapping) Affine.scale(2, 3));
        assertThat(joined).isEqualTo(new Affine(2, 0, 2, 0, 3, 6));
        assertThat(PULL.then(Affine.IDENTITY)).isSameAs(PULL);
    }

    @Test
    void boxesFollowTheOutline() {
        Box box = TRAPEZIUM.apply(new Box(0, 0, 100, 100));
        assertThat(box.x()).isCloseTo(0, within(1e-9));
        assertThat(box.right()).isCloseTo(100, within(1e-9));
        assertThat(TRAPEZIUM.apply(new Box(0, 0, 100, 50)).bottom()).isCloseTo(100.0 / 3, within(1e-9));
        assertThat(PULL.apply(new Box(0, 0, 10, 10))).isEqualTo(new Box(0, 0, 14, 12));
    }

    /** Where the mask is set, the warped photo is bright, whatever the mapping. */
    @Test
    void photoAndMaskAreResampledAlike() {
        byte[] rgb = new byte[3 * 100 * 100];
        boolean[] set = new boolean[100 * 100];
        for (int i = 0; i < set.length; i++) {
            set[i] = i / 100 >= 40 && i / 100 < 60 && i % 100 >= 30 && i % 100 < 50;
            rgb[3 * i] = (byte) (set[i] ? 255 : 0);
        }
        Mapping mapping = TRAPEZIUM.then(PULL);
        Image photo = new Image(100, 100, rgb).warped(mapping, 100, 100, new Border.Colour(0, 0, 0));
        Mask mask = new Mask(100, 100, set).warped(mapping, 100, 100);
        assertThat(mask.count()).isGreaterThan(100);
        int differ = 0;
        for (int i = 0; i < set.length; i++) {
            differ += mask.pixels()[i] == (Byte.toUnsignedInt(photo.rgb()[3 * i]) > 127) ? 0 : 1;
        }
        // Only pixels through whose centre the edge runs may differ.
        assertThat(differ).isLessThan(8);
    }

    @Test
    void whatFoldsIsRefused() {
        assertThatThrownBy(() -> new Displacement(1, 2, new float[] {1, 0, 1, 0}, new float[4]))
                .hasMessageContaining("folds the picture");
        assertThatThrownBy(() -> Projective.ofCorners(
                        1, 1, new Point(0, 0), new Point(1, 0), new Point(0.2, 0.2), new Point(0, 1)))
                .hasMessageContaining("convex quadrangle");
    }

    private static void assertPoint(Point point, double x, double y) {
        assertThat(point.x()).isCloseTo(x, within(1e-5));
        assertThat(point.y()).isCloseTo(y, within(1e-5));
    }
}
