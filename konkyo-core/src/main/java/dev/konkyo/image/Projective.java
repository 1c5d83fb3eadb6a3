package dev.konkyo.image;

import java.util.List;

/**
 * A change of perspective: the affine change divided by {@code px x + py y + p0}. Straight lines stay straight.
 *
 * @param numerator the upper two rows of the 3×3 matrix
 * @param px the third row
 * @param py the third row
 * @param p0 the third row
 */
public record Projective(Affine numerator, double px, double py, double p0) implements Mapping {
    /** Points on the horizon and beyond it go this much farther away than points of the plane do. */
    private static final double HORIZON = 1e-6;

    public Projective {
        if (!Double.isFinite(px + py + p0)) {
            throw new IllegalArgumentException(
                    "a change of perspective needs finite numbers, got " + px + " " + py + " " + p0);
        }
    }

    /**
     * The change that takes a picture's corners to four points (Heckbert 1989, "Fundamentals of Texture Mapping and Image
     * Warping", section 2.2.3).
     *
     * @param height rows of the picture
     * @param width columns of the picture
     * @param topLeft where the origin goes; the others follow clockwise
     * @throws IllegalArgumentException if the points are not the corners of a convex quadrangle in this order
     */
    public static Projective ofCorners(
            double height, double width, Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {
        Point[] corners = {topLeft, topRight, bottomRight, bottomLeft};
        for (int i = 0; i < 4; i++) {
            if (turn(corners[i], corners[(i + 1) % 4], corners[(i + 2) % 4]) <= 0) {
                throw new IllegalArgumentException("a change of perspective needs a convex quadrangle, clockwise from"
                        + " the top left, got " + List.of(corners));
            }
        }
        double x1 = topRight.x() - bottomRight.x();
        double x2 = bottomLeft.x() - bottomRight.x();
        double x3 = topLeft.x() - topRight.x() + bottomRight.x() - bottomLeft.x();
        double y1 = topRight.y() - bottomRight.y();
        double y2 = bottomLeft.y() - bottomRight.y();
        double y3 = topLeft.y() - topRight.y() + bottomRight.y() - bottomLeft.y();
        double area = x1 * y2 - x2 * y1;
        double g = (x3 * y2 - x2 * y3) / area;
        double h = (x1 * y3 - x3 * y1) / area;
        Affine square = new Affine(
                topRight.x() - topLeft.x() + g * topRight.x(),
                bottomLeft.x() - topLeft.x() + h * bottomLeft.x(),
                topLeft.x(),
                topRight.y() - topLeft.y() + g * topRight.y(),
                bottomLeft.y() - topLeft.y() + h * bottomLeft.y(),
                topLeft.y());
        return new Projective(Affine.scale(1 / width, 1 / height).then(square), g / width, h / height, 1);
    }

    /** Twice the signed area of a triangle; positive where it runs clockwise on the screen. */
    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x());
    }

    @Override
    public Point apply(Point point) {
        double depth = Math.max(HORIZON, px * point.x() + py * point.y() + p0);
        return new Point(numerator.x(point.x(), point.y()) / depth, numerator.y(point.x(), point.y()) / depth);
    }

    /** By the adjugate matrix, scaled so that the depth keeps its sign. */
    @Override
    public Projective inverse() {
        Affine n = numerator;
        double determinant = n.xx() * (n.yy() * p0 - n.y0() * py)
                - n.xy() * (n.yx() * p0 - n.y0() * px)
                + n.x0() * (n.yx() * py - n.yy() * px);
        if (Math.abs(determinant) < 1e-12) {
            throw new IllegalArgumentException(
                    "a change of perspective can be undone only if it keeps areas, got " + this);
        }
        double f = 1 / determinant;
        return new Projective(
                new Affine(
                        f * (n.yy() * p0 - n.y0() * py),
                        f * (n.x0() * py - n.xy() * p0),
                        f * (n.xy() * n.y0() - n.x0() * n.yy()),
                        f * (n.y0() * px - n.yx() * p0),
                        f * (n.xx() * p0 - n.x0() * px),
                        f * (n.x0() * n.yx() - n.xx() * n.y0())),
                f * (n.yx() * py - n.yy() * px),
                f * (n.xy() * px - n.xx() * py),
                f * (n.xx() * n.yy() - n.xy() * n.yx()));
    }

    @Override
    public Box apply(Box box) {
        return BoxOutline.around(this, box);
    }
}
