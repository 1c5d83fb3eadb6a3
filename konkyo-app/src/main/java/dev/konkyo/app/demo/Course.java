package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/** The course of a thread in the plane of the face: a walk whose curvature drifts. */
final class Course {
    private static final int SEGMENTS = 26;
    private static final int MIDDLE = SEGMENTS / 2;

    private final double[] x = new double[SEGMENTS + 1];
    private final double[] y = new double[SEGMENTS + 1];

    private Course() {}

    /**
     * A course that grows both ways from a place, so that its middle lies there.
     *
     * @param spot x and y of the middle
     */
    static Course sample(RandomGenerator random, double[] spot, double length) {
        var course = new Course();
        double heading = random.nextDouble(2 * Math.PI);
        course.walk(random, spot, length / SEGMENTS, heading, 1);
        course.walk(random, spot, length / SEGMENTS, heading + Math.PI, -1);
        return course;
    }

    private void walk(RandomGenerator random, double[] spot, double step, double heading, int direction) {
        double pointX = spot[0];
        double pointY = spot[1];
        double angle = heading;
        double curl = random.nextGaussian() * 2.5;
        for (int i = MIDDLE; i >= 0 && i <= SEGMENTS; i += direction) {
            x[i] = pointX;
            y[i] = pointY;
            curl = 0.93 * curl + random.nextGaussian() * 1.3;
            angle += curl * step;
            pointX += step * Math.cos(angle);
            pointY += step * Math.sin(angle);
        }
    }

    /** The circle around the middle that holds every place within {@code margin} of the course. */
    Alteration.Reach reach(double margin) {
        double extent = 0;
        for (int i = 0; i <= SEGMENTS; i++) {
            extent = Math.max(extent, Math.hypot(x[i] - x[MIDDLE], y[i] - y[MIDDLE]));
        }
        return new Alteration.Reach(x[MIDDLE], y[MIDDLE], extent + margin);
    }

    double distance(double u, double v) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < SEGMENTS; i++) {
            double runX = x[i + 1] - x[i];
            double runY = y[i + 1] - y[i];
            double fromX = u - x[i];
            double fromY = v - y[i];
            double share = Math.clamp((fromX * runX + fromY * runY) / (runX * runX + runY * runY), 0, 1);
            double dx = fromX - share * runX;
            double dy = fromY - share * runY;
            nearest = Math.min(nearest, dx * dx + dy * dy);
        }
        return Math.sqrt(nearest);
    }
}
