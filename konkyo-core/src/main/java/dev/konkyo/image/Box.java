package dev.konkyo.image;

import java.util.Optional;

/**
 * An upright rectangle in a photo, in pixels, origin at the photo's top left corner. Coordinates are continuous: the pixel in
 * column {@code c} and row {@code r} covers [c, c + 1) × [r, r + 1), so {@code Box(0, 0, width, height)} is a whole photo.
 *
 * @param x left edge; may be negative where the box reaches beyond the photo
 * @param y upper edge
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {
    public Box {
        if (!Double.isFinite(x)
                || !Double.isFinite(y)
                || !(width >= 0 && height >= 0)
                || Double.isInfinite(width + height)) {
            throw new IllegalArgumentException("a box needs finite edges and sides of at least 0, got x " + x + ", y "
                    + y + ", width " + width + ", height " + height);
        }
    }

    /** The box of a whole photo. */
    public static Box whole(int height, int width) {
        return new Box(0, 0, width, height);
    }

    /** The right edge. */
    public double right() {
        return x + width;
    }

    /** The lower edge. */
    public double bottom() {
        return y + height;
    }

    public double area() {
        return width * height;
    }

    /** Whether the point lies inside; the left and upper edges belong to the box, the right and lower ones do not. */
    public boolean contains(double pointX, double pointY) {
        return pointX >= x && pointX < right() && pointY >= y && pointY < bottom();
    }

    /** What both boxes cover; empty where they share no area. */
    public Optional<Box> intersection(Box other) {
        double left = Math.max(x, other.x);
        double top = Math.max(y, other.y);
        double sharedWidth = Math.min(right(), other.right()) - left;
        double sharedHeight = Math.min(bottom(), other.bottom()) - top;
        return sharedWidth > 0 && sharedHeight > 0
                ? Optional.of(new Box(left, top, sharedWidth, sharedHeight))
                : Optional.empty();
    }

    /** Intersection over union, in [0, 1]; 0 for boxes without area. */
    public double iou(Box other) {
        double shared = intersection(other).map(Box::area).orElse(0.0);
        return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    /** This box, given in shares of another's sides, in the coordinates that the other has. */
    public Box within(Box other) {
        return new Box(
                other.x + x * other.width, other.y + y * other.height, width * other.width, height * other.height);
    }

    /** The same box after every coordinate was multiplied, as when its photo is resized. */
    public Box scaled(double factorX, double factorY) {
        return new Box(x * factorX, y * factorY, width * factorX, height * factorY);
    }
}
