package dev.konkyo.app.demo;

import java.util.random.RandomGenerator;

/**
 * A hex nut's geometry. The unit of every length is half the width across flats; the axis is z, upwards, and the belt
 * is the plane z = 0.
 *
 * @param bore radius of the threaded hole
 * @param countersink radius at which the hole's countersink meets the face
 * @param face radius of the flat face, beyond which the 30-degree chamfer cuts the corners
 * @param corner radius at which the corners end
 * @param thickness height of the face above the belt
 * @param pitch distance between two turns of the thread
 */
record NutShape(double bore, double countersink, double face, double corner, double thickness, double pitch) {
    private static final double HALF_ROOT_3 = Math.sqrt(3) / 2;

    /** The chamfer's fall per unit of radius, tan 30 degrees. */
    static final double CHAMFER = 0.577;

    /** Proportions as the common metric nuts have them (ISO 4032), with the spread of cheap production. */
    static NutShape sample(RandomGenerator random) {
        double bore = random.nextDouble(0.5, 0.57);
        return new NutShape(
                bore,
                bore + random.nextDouble(0.07, 0.13),
                random.nextDouble(0.89, 0.965),
                random.nextDouble(1.09, 1.14),
                random.nextDouble(0.75, 1.0),
                random.nextDouble(0.15, 0.2));
    }

    /** Distance outside the hexagon's outline (negative inside); exact beside a flat, too small beyond a corner. */
    double outside(double x, double y) {
        double across = Math.abs(x);
        double skew = HALF_ROOT_3 * Math.abs(y) + 0.5 * across;
        double flats = Math.max(across, skew) - 1;
        return Math.max(flats, Math.sqrt(x * x + y * y) - corner);
    }

    /** Distance outside the solid's shadow on a plane: outside the hexagon or inside the bore. */
    double clear(double x, double y) {
        return Math.max(outside(x, y), bore - Math.sqrt(x * x + y * y));
    }

    /** The face's depth below its plane at a radius: 0 on the flat, growing on the chamfer. */
    double drop(double radius) {
        return radius > face ? CHAMFER * (radius - face) : 0;
    }
}
