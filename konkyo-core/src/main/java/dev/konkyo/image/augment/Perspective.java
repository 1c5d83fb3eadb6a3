package dev.konkyo.image.augment;

import dev.konkyo.image.Point;
import dev.konkyo.image.Projective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Another point of view: each corner of the picture is moved on its own.
 *
 * @param probability in [0, 1]
 * @param distortion the largest way of a corner along each side, as a fraction of that side, in [0, 0.2]
 */
public record Perspective(double probability, double distortion) implements Augmentation.Geometric {
    /** Clockwise. */
    private static final List<String> CORNERS = List.of("topLeft", "topRight", "bottomRight", "bottomLeft");

    public Perspective {
        Ranges.probability(probability);
        Ranges.check("the largest distortion of perspective", distortion, 0, 0.2);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        double[] ways = new double[8];
        for (int i = 0; i < 8; i++) {
            ways[i] = distortion * Ranges.symmetric(random);
        }
        Map<String, Number> values = new LinkedHashMap<>();
        Point[] corners = new Point[4];
        for (int i = 0; i < 4; i++) {
            double x = width * (ways[2 * i] + (i == 1 || i == 2 ? 1 : 0));
            double y = height * (ways[2 * i + 1] + (i >= 2 ? 1 : 0));
            corners[i] = new Point(x, y);
            values.put(CORNERS.get(i) + "X", x);
            values.put(CORNERS.get(i) + "Y", y);
        }
        return new Change.Move(
                values, Projective.ofCorners(height, width, corners[0], corners[1], corners[2], corners[3]));
    }
}
