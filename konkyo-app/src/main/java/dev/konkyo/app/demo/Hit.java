package dev.konkyo.app.demo;

/**
 * The point that a ray meets, and what light will find there. One mutable object per thread of rendering: a photo has a
 * hundred thousand of them.
 */
final class Hit {
    /** The part of the scene that was met. */
    enum Place {
        BELT,
        FACE,
        CHAMFER,
        FLANK,
        COUNTERSINK,
        BORE;

        /** Whether this belongs to the top of the part, where defects of the surface lie. */
        boolean onTop() {
            return this == FACE || this == CHAMFER || this == COUNTERSINK;
        }
    }

    Place place = Place.BELT;

    /** Where the ray passes the plane of the face. */
    double u;

    double v;

    /** The ray's run per unit of depth. */
    double slantX;

    double slantY;

    /** The point itself; z is the height above the belt. */
    double x;

    double y;
    double z;

    /** The surface's normal; defects add to it, and shading makes it a unit vector again. */
    double normalX;

    double normalY;
    double normalZ;

    /** Direction of the tool marks in the plane, a unit vector. */
    double layX;

    double layY;

    /** Mirror reflectance of the metal. */
    double red;

    double green;
    double blue;

    /** Share in [0, 1] of the mirror reflection that a matt coat of the colour below replaces. */
    double matt;

    double mattRed;
    double mattGreen;
    double mattBlue;

    double along;
    double across;

    /** Share of the surroundings' light that arrives, in [0, 1]. */
    double openness;

    /** Share of the key light that arrives, in [0, 1]. */
    double lit;

    /** Mixes a matt coat in: {@code share} of it in [0, 1], the rest stays as it was. */
    void coat(double share, Colour colour) {
        double total = share + matt * (1 - share);
        double fresh = total > 0 ? share / total : 0;
        mattRed += fresh * (colour.red() - mattRed);
        mattGreen += fresh * (colour.green() - mattGreen);
        mattBlue += fresh * (colour.blue() - mattBlue);
        matt = total;
    }

    /** Scales the mirror reflectance. */
    void dim(double factor) {
        red *= factor;
        green *= factor;
        blue *= factor;
    }

    /** Adds to the slope of the surface: a normal leaning towards (x, y). */
    void lean(double towardsX, double towardsY) {
        normalX += towardsX * normalZ;
        normalY += towardsY * normalZ;
    }
}
