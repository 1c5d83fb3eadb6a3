package dev.konkyo.image;

/**
 * An affine change of the plane, as the upper two rows of its 3×3 matrix: {@code x' = xx x + xy y + x0} and
 * {@code y' = yx x + yy y + y0}. Coordinates are continuous pixels as in {@link Box}: a pixel's centre lies at its index plus
 * one half. So {@code scale(0.5, 0.5)} is what resizing a photo to half its sides does.
 */
public record Affine(double xx, double xy, double x0, double yx, double yy, double y0) implements Mapping {
    /** The change that changes nothing. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    public Affine {
        double sum = xx + xy + x0 + yx + yy + y0;
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("an affine change needs six finite numbers, got " + xx + " " + xy + " "
                    + x0 + " / " + yx + " " + yy + " " + y0);
        }
    }

    /** A shift to the right and downwards, in pixels. */
    public static Affine shift(double right, double down) {
        return new Affine(1, 0, right, 0, 1, down);
    }

    /** A stretch about the origin; a negative factor mirrors. */
    public static Affine scale(double factorX, double factorY) {
        return new Affine(factorX, 0, 0, 0, factorY, 0);
    }

    /** A turn about the origin, clockwise as seen on the screen (y points down), in radians. */
    public static Affine rotation(double radians) {
        double cosine = Math.cos(radians);
        double sine = Math.sin(radians);
        return new Affine(cosine, -sine, 0, sine, cosine, 0);
    }

    /** This change with the given point as its fixed point instead of the origin. */
    public Affine about(double x, double y) {
        return shift(-x, -y).then(this).then(shift(x, y));
    }

    /** First this change, then the next. */
    public Affine then(Affine next) {
        return new Affine(
                next.xx * xx + next.xy * yx,
                next.xx * xy + next.xy * yy,
                next.xx * x0 + next.xy * y0 + next.x0,
                next.yx * xx + next.yy * yx,
                next.yx * xy + next.yy * yy,
                next.yx * x0 + next.yy * y0 + next.y0);
    }

    /**
     * The change that undoes this one.
     *
     * @throws IllegalArgumentException if this change flattens the plane
     */
    @Override
    public Affine inverse() {
        double determinant = xx * yy - xy * yx;
        if (Math.abs(determinant) < 1e-12) {
            throw new IllegalArgumentException("an affine change can be undone only if it keeps areas, got " + this);
        }
        double a = yy / determinant;
        double b = -xy / determinant;
        double c = -yx / determinant;
        double d = xx / determinant;
        return new Affine(a, b, -a * x0 - b * y0, c, d, -c * x0 - d * y0);
    }

    @Override
    public Point apply(Point point) {
        return new Point(x(point.x(), point.y()), y(point.x(), point.y()));
    }

    /** Where the point's x coordinate goes. */
    public double x(double x, double y) {
        return xx * x + xy * y + x0;
    }

    /** Where the point's y coordinate goes. */
    public double y(double x, double y) {
        return yx * x + yy * y + y0;
    }

    /** The smallest upright box around the changed box. */
    @Override
    public Box apply(Box box) {
        double centreX = x(box.x() + box.width() / 2, box.y() + box.height() / 2);
        double centreY = y(box.x() + box.width() / 2, box.y() + box.height() / 2);
        double width = Math.abs(xx) * box.width() + Math.abs(xy) * box.height();
        double height = Math.abs(yx) * box.width() + Math.abs(yy) * box.height();
        return new Box(centreX - width / 2, centreY - height / 2, width, height);
    }
}
