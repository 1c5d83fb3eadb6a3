package dev.konkyo.app.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A curled thread that fell on the part, and the narrow shadow below it.
 *
 * @param width half its thickness
 * @param shadowX how far the shadow lies from the thread, as {@code shadowY}
 */
record Fibre(Course course, Reach reach, double width, Colour colour, double shadowX, double shadowY)
        implements Alteration {
    private static final List<Colour> COLOURS = List.of(
            new Colour(0.75, 0.74, 0.70),
            new Colour(0.10, 0.16, 0.45),
            new Colour(0.03, 0.03, 0.03),
            new Colour(0.50, 0.06, 0.06),
            new Colour(0.30, 0.20, 0.12),
            new Colour(0.65, 0.60, 0.15));

    /** The shadow's width in widths of the thread. */
    private static final double SHADOW_WIDTH = 1.6;
    /** Where the shadow ends, in its own widths. */
    private static final double SHADOW_END = 1.3;

    static Fibre sample(RandomGenerator random, Scene scene, double severity) {
        double length = Alteration.size(random, 0.5, 1.7, severity);
        Course course = Course.sample(random, Alteration.spot(random, scene.shape()), length);
        Lighting light = scene.light();
        double lift = 0.035 / light.z();
        return new Fibre(
                course,
                course.reach(0.15),
                Alteration.size(random, 0.014, 0.026, severity),
                Pick.from(random, COLOURS),
                lift * light.x(),
                lift * light.y());
    }

    @Override
    public boolean near(double u, double v, double distance) {
        // A thread crosses much of its circle and covers little of it.
        double shadow = SHADOW_END * SHADOW_WIDTH * width + Math.hypot(shadowX, shadowY);
        return course.distance(u, v) < Math.max(width, shadow) + distance;
    }

    @Override
    public boolean alter(Hit hit, NutRay ray) {
        double across = course.distance(hit.u, hit.v) / width;
        if (across < 1) {
            thread(hit, across);
            return true;
        }
        if (!hit.place.onTop()) {
            return false;
        }
        double shade = SHADOW_END - course.distance(hit.u + shadowX, hit.v + shadowY) / (SHADOW_WIDTH * width);
        if (shade <= 0) {
            return false;
        }
        hit.openness *= 1 - 0.45 * Math.min(1, shade);
        hit.lit *= 1 - 0.7 * Math.min(1, shade);
        return true;
    }

    private void thread(Hit hit, double across) {
        hit.place = Hit.Place.FACE;
        hit.normalX = 0;
        hit.normalY = 0;
        hit.normalZ = 1;
        hit.coat(1, colour);
        hit.openness = 1 - 0.6 * across * across;
        hit.lit = 1 - 0.4 * across * across;
    }
}
