package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/** What a defect does to the points of a scene. */
interface Alteration {
    /** The region outside which the defect changes nothing. */
    Reach reach();

    /**
     * Whether the defect may change something within a distance of a place in the plane of the face. It need not be exact: this spares
     * the rays where the answer is no.
     */
    default boolean near(double u, double v, double distance) {
        Reach reach = reach();
        return new Reach(reach.u, reach.v, reach.radius + distance).holds(u, v);
    }

    /**
     * Changes a point, if the defect covers it.
     *
     * @param ray sends the ray on, where the defect took the part away
     * @return whether the point was changed
     */
    boolean alter(Hit hit, NutRay ray);

    /** A circle in the plane of the face. */
    record Reach(double u, double v, double radius) {
        boolean holds(double pointU, double pointV) {
            double du = pointU - u;
            double dv = pointV - v;
            return du * du + dv * dv < radius * radius;
        }
    }

    /** A size between that of the mildest and that of the severest defect, give or take a tenth. */
    static double size(RandomGenerator random, double mildest, double severest, double severity) {
        return (mildest + (severest - mildest) * severity) * random.nextDouble(0.9, 1.1);
    }

    /** A place on the ring between the countersink and the chamfer: x, y. */
    static double[] spot(RandomGenerator random, NutShape shape) {
        double radius = random.nextDouble(shape.countersink() + 0.04, 0.97);
        double angle = random.nextDouble(2 * Math.PI);
        return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
}
