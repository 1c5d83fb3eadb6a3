package dev.konkyo.image;

import java.util.Arrays;

/**
 * Every point is moved by an arrow of its own. The arrows are given at the nodes of a square grid whose first node is the origin;
 * between nodes they are interpolated bilinearly, beyond the grid its outermost arrows go on.
 */
public final class Displacement implements Mapping {
    /** The steepest change of the arrows along a pixel: below 1 no two points meet, so that the mapping can be undone. */
    public static final double STEEPEST = 0.9;

    private static final int ITERATIONS = 200;
    private static final double EXACT = 1e-6;

    private final double spacing;
    private final int columns;
    private final float[] right;
    private final float[] down;

    /**
     * Wraps the arrows without copying them; the caller gives the arrays away.
     *
     * @param spacing pixels between nodes
     * @param columns nodes in a row, at least 2
     * @param right pixels to the right for each node, row-major, at least 2 rows
     * @param down pixels downwards, likewise
     * @throws IllegalArgumentException if the arrows change by more than {@link #STEEPEST} along a pixel
     */
    public Displacement(double spacing, int columns, float[] right, float[] down) {
        if (!(spacing > 0)
                || columns < 2
                || right.length < 2 * columns
                || right.length % columns != 0
                || right.length != down.length) {
            throw new IllegalArgumentException(
                    "a displacement needs a positive spacing and two equal grids of at least 2 x 2"
                            + " nodes, got spacing " + spacing + ", " + columns + " columns and " + right.length
                            + " and "
                            + down.length + " nodes");
        }
        this.spacing = spacing;
        this.columns = columns;
        this.right = right;
        this.down = down;
        double steepness = steepness(spacing, columns, right, down);
        if (!(steepness <= STEEPEST + 1e-6)) {
            throw new IllegalArgumentException("a displacement folds the picture: expected a steepness of at most "
                    + STEEPEST + ", got " + steepness + "; make the arrows shorter or smoother");
        }
    }

    /**
     * How much the arrows change along a pixel at most: a bound of the largest row sum of the Jacobian's absolute values.
     *
     * @param right as in the constructor
     * @param down as in the constructor
     */
    public static double steepness(double spacing, int columns, float[] right, float[] down) {
        return Math.max(steepness(spacing, columns, right), steepness(spacing, columns, down));
    }

    private static double steepness(double spacing, int columns, float[] field) {
        double steepest = 0;
        for (int i = 0; i + columns < field.length; i++) {
            if (i % columns < columns - 1) {
                double along = Math.max(
                        Math.abs(field[i + 1] - field[i]), Math.abs(field[i + columns + 1] - field[i + columns]));
                double across = Math.max(
                        Math.abs(field[i + columns] - field[i]), Math.abs(field[i + columns + 1] - field[i + 1]));
                steepest = Math.max(steepest, (along + across) / spacing);
            }
        }
        return steepest;
    }

    @Override
    public Point apply(Point point) {
        return new Point(
                point.x() + interpolated(right, point.x(), point.y()),
                point.y() + interpolated(down, point.x(), point.y()));
    }

    private double interpolated(float[] field, double x, double y) {
        int rows = field.length / columns;
        double column = Math.clamp(x / spacing, 0, columns - 1);
        double row = Math.clamp(y / spacing, 0, rows - 1);
        int c = Math.min((int) column, columns - 2);
        int r = Math.min((int) row, rows - 2);
        double u = column - c;
        double v = row - r;
        int i = r * columns + c;
        return (1 - v) * ((1 - u) * field[i] + u * field[i + 1])
                + v * ((1 - u) * field[i + columns] + u * field[i + columns + 1]);
    }

    @Override
    public Undone inverse() {
        return new Undone(this);
    }

    @Override
    public Box apply(Box box) {
        return BoxOutline.around(this, box);
    }

    /**
     * The way back.
     *
     * @param displacement what is undone
     */
    public record Undone(Displacement displacement) implements Mapping {
        /** The point {@code q} with {@code q + d(q) = point}, by iterating {@code q = point - d(q)}, a contraction. */
        @Override
        public Point apply(Point point) {
            Point q = point;
            for (int i = 0; i < ITERATIONS; i++) {
                Point there = displacement.apply(q);
                double missX = point.x() - there.x();
                double missY = point.y() - there.y();
                q = new Point(q.x() + missX, q.y() + missY);
                if (Math.abs(missX) + Math.abs(missY) < EXACT) {
                    break;
                }
            }
            return q;
        }

        @Override
        public Displacement inverse() {
            return displacement;
        }

        @Override
        public Box apply(Box box) {
            return BoxOutline.around(this, box);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Displacement that
                && that.spacing == spacing
                && that.columns == columns
                && Arrays.equals(that.right, right)
                && Arrays.equals(that.down, down);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * columns + Arrays.hashCode(right)) + Arrays.hashCode(down);
    }
}
