package dev.konkyo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolygonTest {
    private static final Box BOX = new Box(0, 0, 10, 8);

    private static Polygon of(double... numbers) {
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            corners.add(new Point(numbers[i], numbers[i + 1]));
        }
        return new Polygon(corners);
    }

    @Test
    void whatFillsTheBoxBecomesTheBox() {
        var all = of(-5, -5, 20, -5, 20, 20, -5, 20).clipped(BOX);
        assertThat(all.area()).isEqualTo(80);
        assertThat(all.corners())
                .containsExactlyInAnyOrder(new Point(0, 0), new Point(10, 0), new Point(10, 8), new Point(0, 8));
    }

    @Test
    void aCornerThatLeavesIsCutAndNotPushed() {
        // The line from (6, 0) to (14, 4) meets the edge x = 10 at y = 2, that from (14, 4) to (6, 8) at y = 6.
        var cut = of(6, 0, 14, 4, 6, 8).clipped(BOX);
        assertThat(cut.corners()).containsExactly(new Point(6, 0), new Point(10, 2), new Point(10, 6), new Point(6, 8));
        assertThat(cut.area()).isEqualTo(24);
    }

    @Test
    void whatLiesWithinStaysAndWhatLiesOutsideGoes() {
        var inside = of(1, 1, 5, 2, 3, 6);
        assertThat(inside.clipped(BOX)).isEqualTo(inside);
        assertThat(of(11, 1, 15, 1, 13, 5).clipped(BOX).corners()).isEmpty();
        // Its corners lie on both sides of the box's corner, its area beyond it.
        assertThat(of(9, -3, 14, 2, 14, -3).clipped(BOX).area()).isZero();
    }

    /** Against counting: a fine grid's points within both the polygon and the box. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theAreaIsThatOfThePointsWithin(long seed) {
        var random = new SplittableRandom(seed);
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            // A star around a place in the box: its corners go round once, so that it does not cross itself.
            double angle = 2 * Math.PI * (i + random.nextDouble(0.8)) / 9;
            double radius = random.nextDouble(1, 9);
            corners.add(new Point(6 + radius * Math.cos(angle), 5 + radius * Math.sin(angle)));
        }
        var polygon = new Polygon(corners);
        int steps = 400;
        int within = 0;
        for (int i = 0; i < steps * steps; i++) {
            int row = i / steps;
            within += contains(polygon, 10 * (i % steps + 0.5) / steps, 8 * (row + 0.5) / steps) ? 1 : 0;
        }
        assertThat(polygon.clipped(BOX).area()).isCloseTo(80.0 * within / (steps * steps), within(0.1));
    }

    /** By the crossings of a ray. */
    private static boolean contains(Polygon polygon, double x, double y) {
        boolean odd = false;
        var corners = polygon.corners();
        for (int i = 0; i < corners.size(); i++) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            odd ^= a.y() > y != b.y() > y && x < a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
        }
        return odd;
    }
}
